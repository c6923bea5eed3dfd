"""A cause on a Slack card: why, the other possible causes, and the first step of the fix. The modal has the whole fix."""

from __future__ import annotations

from bot.render import monospace
from bot.render.slack.mrkdwn import DOT, Line, fence, joined_by, link, prose, raw, strong
from bot.render.slack.payload import Block, sections
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Command, Step

# Longer commands are shown in the modal only; so are all steps where a cause has more words than this.
COMMAND_LINES = 4
COMMAND_TEXT = 300
FIX_TEXT = 1_800


def differences(advice: Advice, say: Catalogue, most: int | None = None) -> list[Line]:
    """The wrong DNS records, the expected value above the one that was found. most: show so many, and count the others."""
    lines: list[Line] = []
    shown = list(monospace.introduced(advice, most))
    for words, record in shown:
        lines += [*([prose(words)] if words else []), raw(fence(monospace.difference(record, say)))]
    left = len(advice.differences) - len(shown)
    return [*lines, prose(say("answer.more_records", count=str(left)))] if left else lines


def short_fix(advice: Advice, say: Catalogue, more: str) -> list[Block]:
    """The first steps of the fix. more: a sentence that says where the others are."""
    return sections(_fix(advice, say, more))


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


def _fix(advice: Advice, say: Catalogue, more: str) -> list[Line]:
    if not advice.fix:
        return []
    lines: list[Line] = [strong(say("answer.fix"))]
    room = FIX_TEXT
    whole = True
    for number, step in enumerate(advice.fix, 1):
        command = _short(step)
        room -= len(step.text.plain) + (len(command.text) if command else 0)
        if room < 0:
            whole = False
            break
        whole = whole and len(step.commands) == (1 if command else 0) and step.undo is None
        line: Line = (*raw(f"{number}. "), *prose(step.text), *_risk(step))
        if command and command.form == "console":
            line = (*line, *raw(DOT), *link(command.text, say("answer.form.console")))
        lines.append(line)
        if command and command.form != "console":
            lines.append(raw(fence(command.text)))
    return lines if whole else [*lines, prose(more)]


def _risk(step: Step) -> Line:
    return (*raw(" - "), *strong(step.risk_label)) if step.risk_label else ()


def _short(step: Step) -> Command | None:
    """The first short command of a step. A link to the console counts as short.

    A command that can stop other senders is shown in the modal only, where its undo stands beside it.
    """
    if step.risk == "breaks_senders":
        return None
    for command in step.commands:
        short = command.text.count("\n") < COMMAND_LINES and len(command.text) <= COMMAND_TEXT
        if command.form == "console" or short:
            return command
    return None
