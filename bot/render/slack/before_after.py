"""The line of a card that compares it with an earlier run: both verdicts, and the time between the two."""

from __future__ import annotations

from bot.render.measures import span
from bot.render.slack.mrkdwn import Line, prose, raw, render, strong
from bot.render.slack.sentence import sentence
from bot.render.slack.signs import VERDICTS
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Report


def change(after: Report, before: Report, say: Catalogue) -> list[Line]:
    """The line: the earlier verdict, the new one, the time between them. before: the run whose card was clicked."""
    return [
        (
            *_verdict(before, say),
            *raw("  →  "),
            *_verdict(after, say),
            *prose(f" · {say('card.took', duration=span(_seconds(after, before), after.language))}"),
        )
    ]


def verified(after: Report, before: Report, verified_by: str) -> str:
    """One line for the card's thread. verified_by: a person's name, "" where it is not known."""
    say = catalogue(after.language)
    values = {
        "before": prose(_short(before, say)),
        "after": prose(_short(after, say)),
        "duration": prose(span(_seconds(after, before), after.language)),
    }
    if not verified_by:
        return render(sentence(say, "card.verified", **values))
    return render(sentence(say, "card.verified_by", user=prose(verified_by), **values))


def _seconds(after: Report, before: Report) -> float:
    return (after.started_at - before.started_at).total_seconds()


def _verdict(report: Report, say: Catalogue) -> Line:
    return (*raw(f"{VERDICTS[report.verdict]} "), *strong(_short(report, say)))


def _short(report: Report, say: Catalogue) -> str:
    return say(f"verdict.short.{report.verdict}")
