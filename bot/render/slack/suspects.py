"""The lines of a card about the causes that an explanation suspected: which of them the checks confirm or rule out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.diagnosis.suspects import Standing
from bot.render.slack.mrkdwn import Line, prose, raw, strong
from bot.render.slack.sentence import sentence
from bot.words.catalogue import Catalogue

_SIGNS = {Standing.FOUND: ":dart:", Standing.OPEN: ":grey_question:", Standing.RULED_OUT: ":heavy_minus_sign:"}
_ORDER = tuple(_SIGNS)
# A card says so many of them. The others stand in the explanation.
_MOST = 2


def suspicion(suspects: Sequence[tuple[str, Standing]], say: Catalogue) -> list[Line]:
    """A heading, then a line for the first two: the confirmed come first, then the undecided, then those ruled out."""
    if not suspects:
        return []
    ordered = sorted(suspects, key=lambda suspect: _ORDER.index(suspect[1]))
    return [
        strong(say("card.suspected")),
        *(
            (
                *raw(f"{_SIGNS[standing]} "),
                *sentence(say, f"card.suspect.{standing}", cause=prose(say(f"cause.{code}"))),
            )
            for code, standing in ordered[:_MOST]
        ),
    ]
