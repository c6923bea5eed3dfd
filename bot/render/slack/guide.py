"""Guides in Slack: one of them, a choice of several, or a list of all by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from bot.render.slack.cause import short_cause
from bot.render.slack.explanation import STEPS
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, strong
from bot.render.slack.payload import Block, Payload, button, buttons, contexts, fallback, pack, sections
from bot.render.slack.steps_modal import StepsModal, steps_modal
from bot.words.brief import shorten
from bot.words.catalogue import Catalogue, catalogue
from bot.words.reference import build_reference

GUIDE = "explain_guide"
# Of further guides only the codes are listed.
_MOST_BUTTONS = 10


def guide_page(cause: str, language: str) -> Payload:
    """The guide of a cause in short, with a button for its steps. A value that only a run has is shown as <its-name>."""
    say = catalogue(language)
    advice = build_reference(cause, language)
    lines = [strong(advice.title), *short_cause(shorten(advice), say)]
    tail = [buttons(button(say("slack.explain.guide"), STEPS, cause, primary=True)), *contexts([code(cause)])]
    return pack(sections(lines), tail, fallback(lines[:2]), _more(say))


def guide_steps(cause: str, language: str, form: str) -> tuple[Block, ...]:
    """The dialog with every step of a guide, as `steps_modal` has it."""
    return steps_modal(StepsModal(STEPS, cause, ""), [build_reference(cause, language)], catalogue(language), form)


def guide_choice(head: Line, codes: Sequence[str], language: str) -> Payload:
    """A line, and below it the titles of the first guides as buttons; of further ones the codes."""
    say = catalogue(language)
    shown, others = codes[:_MOST_BUTTONS], codes[_MOST_BUTTONS:]
    more = [joined_by(DOT, map(code, others))] if others else []
    text = [head, *(prose(say(f"cause.{each}")) for each in shown)]
    return pack(sections([head]), [_titles(shown, 0, say), *contexts(more)], fallback(text), _more(say))


def guide_index(head: Line, areas: Mapping[str, Sequence[str]], language: str) -> Payload:
    """A line, and below it each area with the titles of its guides as buttons; areas of one guide share a row.

    A message may have 50 blocks: https://docs.slack.dev/reference/block-kit/blocks
    """
    say = catalogue(language)
    blocks = sections([head])
    alone = {area: codes for area, codes in areas.items() if len(codes) == 1}
    rows: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        ((area,), tuple(codes)) for area, codes in areas.items() if area not in alone
    ]
    rows.append((tuple(alone), tuple(chain.from_iterable(alone.values()))))
    for number, (names, codes) in enumerate(rows, 1):
        if codes:
            heading = strong(" · ".join(say(f"docs.area.{area}") for area in names))
            blocks += [*sections([heading]), _titles(codes, number, say)]
    return pack(blocks, [], fallback([head]), _more(say))


def _titles(codes: Sequence[str], row: int, say: Catalogue) -> Block:
    return buttons(
        *(button(say(f"cause.{each}"), f"{GUIDE}_{row}_{number}", each) for number, each in enumerate(codes))
    )


def _more(say: Catalogue) -> str:
    return say("card.thread")
