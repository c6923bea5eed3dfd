"""Guides in Slack: one of them, a choice of several, or a list of all by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.render.slack.cause import short_cause
from bot.render.slack.explanation import STEPS
from bot.render.slack.mrkdwn import DOT, Line, code, joined_by, prose, raw, strong
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
    """A line, and below it the code and title of each guide, with buttons that open the first ones."""
    say = catalogue(language)
    lines: list[Line] = [(*raw("• "), *code(c), *raw("  "), *prose(say(f"cause.{c}"))) for c in codes]
    row = buttons(*(button(c, f"{GUIDE}_{number}", c) for number, c in enumerate(codes[:_MOST_BUTTONS])))
    return pack(sections([head, *lines]), [row], fallback([head, *lines]), _more(say))


def guide_index(head: Line, areas: Mapping[str, Sequence[str]], language: str) -> Payload:
    """A line, and below it each area with its codes."""
    lines: list[Line] = [
        (*strong(area), *raw("  "), *joined_by(DOT, map(code, codes))) for area, codes in areas.items()
    ]
    return pack(sections([head, *lines]), [], fallback([head]), _more(catalogue(language)))


def _more(say: Catalogue) -> str:
    return say("card.thread")
