"""A cause on a Slack card: why, what is still possible, and the first of the fix. The whole fix is in the modal."""

from __future__ import annotations

from bot.render.mrkdwn import DOT, Line, fence, joined_by, link, prose, raw, strong
from bot.render.payload import Block, mrkdwn, sections
from bot.render.slack_signs import SEVERITIES
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Command, Step

# A command of more lines or characters is left to the modal; so are steps when a cause has more words than this.
COMMAND_LINES = 4
COMMAND_TEXT = 300
FIX_TEXT = 1_800


def cause_blocks(advice: Advice, say: Catalogue, *, titled: bool) -> list[Block]:
    """All that a card says of one root cause."""
    title = [(*raw(f"{SEVERITIES[advice.severity]} "), *strong(advice.title))] if titled else []
    return [
        *sections([*title, *_why(advice, say)]),
        *sections(_possible(advice, say)),
        *_fix(advice, say),
    ]


def fixable(advice: Advice) -> bool:
    """True where there is something to open in the modal."""
    return bool(advice.fix or advice.links)


def _why(advice: Advice, say: Catalogue) -> list[Line]:
    lines: list[Line] = [prose(advice.why)]
    if advice.here:
        lines.append(prose(say("answer.here")))
    return lines


def _possible(advice: Advice, say: Catalogue) -> list[Line]:
    lines: list[Line] = []
    if advice.candidates:
        lines.append(strong(say("answer.possible")))
        for number, candidate in enumerate(advice.candidates, 1):
            name = (*raw(f"{number}. "), *strong(candidate.title))
            lines.append((*name, *raw(" - "), *prose(candidate.decides)) if candidate.decides else name)
    if advice.ruled_out:
        lines.append((*strong(say("answer.ruled_out")), *raw(": "), *joined_by(DOT, map(prose, advice.ruled_out))))
    return lines


def _fix(advice: Advice, say: Catalogue) -> list[Block]:
    if not advice.fix:
        return []
    blocks = sections([strong(say("answer.fix"))])
    room = FIX_TEXT
    whole = True
    for number, step in enumerate(advice.fix, 1):
        shown = _shown(step)
        room -= len(step.text.plain) + sum(len(c.text) for c in shown)
        if room < 0:
            whole = False
            break
        whole = whole and len(shown) == len(step.commands) and step.undo is None
        blocks += sections([(*raw(f"{number}. "), *prose(step.text), *_risk(step))])
        blocks += [{"type": "section", "text": mrkdwn(fence(c.text))} for c in shown if c.form != "console"]
        blocks += sections([link(c.text, say("answer.form.console")) for c in shown if c.form == "console"])
    return blocks if whole else [*blocks, *sections([prose(say("card.more_fix"))])]


def _risk(step: Step) -> Line:
    return (*raw(" - "), *strong(step.risk_label)) if step.risk_label else ()


def _shown(step: Step) -> list[Command]:
    """One command a step: the first that is short; a page of the console always is."""
    for command in step.commands:
        if command.form == "console" or (
            command.text.count("\n") < COMMAND_LINES and len(command.text) <= COMMAND_TEXT
        ):
            return [command]
    return []
