"""Private lines: what one person is told, as a message for Slack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.core.errors import Mistake
from bot.core.redact import cut
from bot.render.slack.mrkdwn import Line, code, escape, joined_by, prose, raw, render, user
from bot.render.slack.payload import BUTTON_TEXT, SECTION_TEXT, button, buttons, contexts, paragraphs, sections
from bot.render.slack.sentence import sentence
from bot.request.check import COMMAND, UsageProblem
from bot.request.free_text import COMPARE, EXPLAIN, GUIDE
from bot.request.lookups import REGIONS, TRACE
from bot.words.catalogue import catalogue
from bot.words.mistakes import mistake_line

Message = dict[str, Any]
TARGET = "check_target"
# Slack allows 25 buttons a row; so many rows at most, the other targets are named in words.
_ROW = 25
_ROWS = 4
# So much of a mistyped name is repeated, in characters.
_TYPED = 80
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,24}")
_OTHERS = (REGIONS, TRACE, COMPARE, EXPLAIN, GUIDE)
_EXAMPLE = re.compile(r"(/\S+(?: \S+)*?): (.+)", re.DOTALL)


def line(language: str, key: str, **values: Line) -> Message:
    """One sentence."""
    return said([sentence(catalogue(language), key, **values)])


def said(lines: Sequence[Line]) -> Message:
    """A few sentences, one below the other."""
    return {"text": "\n".join(map(render, lines))}


def channel(channel_id: str) -> Line:
    """A channel by its name; a direct message has none."""
    return raw(f"<#{channel_id}>") if _CHANNEL.fullmatch(channel_id) else code(channel_id)


def usage(problem: UsageProblem, language: str) -> Message:
    """What was not understood."""
    return line(language, problem.key, **{name: code(value) for name, value in problem.values.items()})


def usage_help(language: str) -> Message:
    """How the command is used."""
    return helped(catalogue(language)("request.help", command=COMMAND, others=", ".join(_OTHERS)))


def helped(words: str) -> Message:
    """A help text: a line "command: what it does" shows the command as code."""
    text = "\n".join(_example(row) for row in words.split("\n"))
    return {"text": text, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]}


def choices(
    language: str, names: Sequence[str], flags: str, action: str = TARGET, head_key: str = "slack.choose"
) -> Message:
    """A private list of targets to click. flags: what else was typed, to go with the click. action: of the buttons."""
    say = catalogue(language)
    head = sentence(say, head_key)
    rows = [names[at : at + _ROW] for at in range(0, min(len(names), _ROW * _ROWS), _ROW)]
    actions = [
        buttons(*(_target(name, f"{action}_{at}_{number}", flags) for number, name in enumerate(row)))
        for at, row in enumerate(rows)
    ]
    rest = names[_ROW * _ROWS :]
    more = contexts([sentence(say, "slack.more_targets", names=listed(rest))]) if rest else []
    text = [head, sentence(say, "slack.your_targets", names=listed(names))]
    return {"text": paragraphs(text, SECTION_TEXT)[0], "blocks": [*sections([head]), *actions, *more]}


def unknown_target(language: str, typed: str, near: Sequence[str], names: Sequence[str]) -> Message:
    """No target of this name; which ones this person may check here."""
    say = catalogue(language)
    lines = [sentence(say, "slack.unknown_target", target=code(cut(typed, _TYPED)))]
    if near:
        lines.append(sentence(say, "slack.near_targets", names=listed(near)))
    if names:
        lines.append(sentence(say, "slack.your_targets", names=listed(names)))
    else:
        lines.append(sentence(say, "slack.no_targets"))
    return {"text": paragraphs(lines, SECTION_TEXT)[0]}


def refused(language: str, key: str, target: str, channels: Iterable[str]) -> Message:
    """May not be checked here, why, and where it may."""
    say = catalogue(language)
    lines = [sentence(say, f"slack.refused.{key.rpartition('.')[2]}", target=code(target))]
    places = [channel(c) for c in channels]
    if places:
        lines.append(sentence(say, "slack.refused.where", channels=joined_by(", ", places)))
    return said(lines)


def broken_target(language: str, target: str, mistakes: Iterable[Mistake]) -> Message:
    """The target's own configuration mistakes."""
    head = sentence(catalogue(language), "slack.broken_target", target=code(target))
    rows = [(*raw("• "), *prose(mistake_line(mistake, language))) for mistake in mistakes]
    return {"text": "\n".join(paragraphs([head, *rows], SECTION_TEXT)[:1])}


def joined(language: str, who: str, seconds: int) -> Message:
    """Somebody else's check of the same is under way."""
    return line(language, "slack.joined", user=user(who), seconds=raw(str(max(0, seconds))))


def listed(names: Iterable[str]) -> Line:
    """Names, one after the other."""
    return joined_by(", ", [code(name) for name in names])


def _target(name: str, action_id: str, flags: str) -> Message:
    return button(name[:BUTTON_TEXT], action_id, f"{name} {flags}".strip())


def _example(row: str) -> str:
    match = _EXAMPLE.fullmatch(row)
    return f"`{escape(match[1])}`: {escape(match[2])}" if match else escape(row)
