"""The short form of a report: verdict, one root cause, its proof, and one next step. What a card and a terminal lead with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.core.model import Severity
from bot.words.report import Advice, Command, Report, Step
from bot.words.text import Mark, Span, Text

# A second root is named beside the first; from the third on they are only counted.
NAMED = 2
# A command of more lines or characters is left to the whole fix: on a telephone it would push the verdict off the
# screen.
COMMAND_LINES = 3
COMMAND_TEXT = 300
# Title, proof, next step and command together; a command that does not fit is left to the whole fix.
WORDS = 58
# The same where the card also compares two runs. Who verifies has read the proof: it goes first.
VERIFIED_WORDS = 36
# A place that is not filled in: what holds one cannot be pasted.
_OPEN = re.compile(r"<[a-z][a-z0-9-]*>")
# The end of a statement: the mark and the space after it. A question goes on to its answer: "No key at hand? Make one."
_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bv\.v)[.!](?=\s|$)")


@dataclass(frozen=True, slots=True)
class BriefCause:
    """One root cause. proof: one sentence; empty where it makes room for a comparison. next: the first step, one sentence;
    empty where the guide has no step.

    command: the step's first command of at most COMMAND_LINES lines that does no harm to others, has every value filled in
    and fits into WORDS; else None.
    """

    title: Text
    severity: Severity
    proof: Text
    next: Text
    command: Command | None


@dataclass(frozen=True, slots=True)
class Brief:
    """causes: at most NAMED, the first with its next step. more: how many further roots there are."""

    causes: tuple[BriefCause, ...]
    more: int


def build_brief(report: Report, *, compares: bool = False) -> Brief:
    """The report's short form. compares: it stands beside the comparison with an earlier run, which needs room too."""
    causes = tuple(shorten(root, VERIFIED_WORDS if compares else None) for root in report.roots[:NAMED])
    return Brief(causes, max(0, len(report.roots) - NAMED))


def shorten(root: Advice, most: int | None = None) -> BriefCause:
    """One cause in short. most: so many words for all of it, the proof goes first; None for WORDS, with the proof kept."""
    step = root.fix[0] if root.fix else None
    proof = first_sentence(root.why)
    following = first_sentence(step.text) if step else Text()
    room = (WORDS if most is None else most) - _count(root.title, proof, following)
    if most is not None and room < 0:
        room, proof = most - _count(root.title, following), Text()
    command = _command(step, room) if step and step.risk != "breaks_senders" else None
    return BriefCause(root.title, root.severity, proof, following, command)


def first_sentence(text: Text) -> Text:
    """The text up to the end of its first sentence. Ends inside code do not count: `ses.amazonaws.com` holds two."""
    kept: list[Span] = []
    for number, span in enumerate(text.spans):
        if span.mark is Mark.CODE:
            kept.append(span)
            continue
        last = number == len(text.spans) - 1
        # At the end of a span that another one follows, a mark may belong to a name: `a`.`b`.
        end = next((m for m in _END.finditer(span.text) if last or m.end() < len(span.text)), None)
        if end is not None:
            return Text((*kept, replace(span, text=span.text[: end.end()])))
        kept.append(span)
    return Text(tuple(kept))


def _count(*texts: Text) -> int:
    return sum(count_words(text.plain) for text in texts)


def count_words(text: str) -> int:
    """The words that a person reads: what holds a letter or a digit. A value of any length is one."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


def _command(step: Step, room: int) -> Command | None:
    """The first that is typed, not clicked, and that has at most `room` words; else None."""
    typed = (c for c in step.commands if c.form == "cli" and c.text.strip().count("\n") < COMMAND_LINES)
    whole = (c for c in typed if len(c.text) <= COMMAND_TEXT and not _OPEN.search(c.text))
    return next((c for c in whole if count_words(c.text) <= room), None)
