"""A cause in a Slack message: why, the other possible causes, and the first step of the fix. A modal has the whole fix."""

from __future__ import annotations

from bot.render import monospace
from bot.render.slack.mrkdwn import DOT, Line, fence, joined_by, prose, raw, strong
from bot.words.brief import BriefCause
from bot.words.catalogue import Catalogue
from bot.words.report import Advice


def differences(advice: Advice, say: Catalogue, most: int | None = None) -> list[Line]:
    """The wrong DNS records, the expected value above the one that was found. most: show so many, and count the others."""
    lines: list[Line] = []
    shown = list(monospace.introduced(advice, most))
    for words, record in shown:
        lines += [*([prose(words)] if words else []), raw(fence(monospace.difference(record, say)))]
    left = len(advice.differences) - len(shown)
    return [*lines, prose(say("answer.more_records", count=str(left)))] if left else lines


def short_cause(cause: BriefCause, say: Catalogue) -> list[Line]:
    """The proof, and the next step with its command, of a cause whose title stands above."""
    lines = [prose(cause.proof)] if cause.proof else []
    if cause.next:
        lines.append(next_step(prose(cause.next), say))
    if cause.command:
        lines.append(raw(fence(cause.command.text.strip())))
    return lines


def next_step(step: Line, say: Catalogue) -> Line:
    """The step behind the word "Next"."""
    return (*strong(say("card.next")), *raw(" "), *step)


def fixable(advice: Advice) -> bool:
    """True where the modal has something to show."""
    return bool(advice.fix or advice.links)


def possible(advice: Advice, say: Catalogue) -> list[Line]:
    """The causes that may be behind a generic one, each with the check that would prove it, and those that are ruled out."""
    lines: list[Line] = []
    if advice.candidates:
        lines.append(strong(say("answer.possible")))
        for number, candidate in enumerate(advice.candidates, 1):
            name = (*raw(f"{number}. "), *strong(candidate.title))
            lines.append((*name, *raw(" - "), *prose(candidate.decides)) if candidate.decides else name)
    if advice.ruled_out:
        lines.append((*strong(say("answer.ruled_out")), *raw(": "), *joined_by(DOT, map(prose, advice.ruled_out))))
    return lines
