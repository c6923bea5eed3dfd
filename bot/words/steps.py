"""Builds the steps of a fix: those that the evidence leaves open, with their commands and hints filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.causes import Cause, StepFacts
from bot.core.model import Finding, Record
from bot.core.values import Value
from bot.words.catalogue import Catalogue
from bot.words.guide import Guide
from bot.words.publishing import commands as publishing
from bot.words.report import Command, Step
from bot.words.template import fill, placeholders
from bot.words.text import Text, filled, parse

_NUMBER = re.compile(r"-\d+$")
# The wording for pasted texts and reference pages, where nothing was looked at.
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Filled:
    """The values of one finding as prose shows them, as code quotes them, and as commands take them."""

    known: Mapping[str, Value]
    prose: dict[str, str]
    quoted: dict[str, str]
    raw: dict[str, str]


def steps(cause: Cause, text: Guide, finding: Finding, values: Filled, words: Catalogue) -> tuple[Step, ...]:
    """Returns the steps that belong to the finding's variant and that no known value rules out, in their order."""
    by_id = {step.id: step for step in text.steps}
    return tuple(
        _step(facts, by_id[facts.id].text, by_id[facts.id].undo, finding, values, words)
        for facts in cause.steps
        if facts.applies(finding.variant, values.known)
    )


def _step(facts: StepFacts, text: Text, undo: Text | None, finding: Finding, values: Filled, words: Catalogue) -> Step:
    commands = _commands(facts, finding, values)
    return Step(
        id=facts.id,
        text=filled(text, values.prose, values.quoted),
        risk=facts.risk,
        risk_label="" if facts.risk == "none" else words(f"risk.{facts.risk}"),
        undo=filled(undo, values.prose, values.quoted) if undo else None,
        commands=commands,
        hints=tuple(_hints(commands, words)),
    )


def _commands(facts: StepFacts, finding: Finding, values: Filled) -> tuple[Command, ...]:
    """Filled in. An address identity has no DNS records of its own: a record named after one is left out."""
    records: tuple[Record, ...] = finding.records
    if facts.records and (publish := publishing(records)):
        return publish
    unused = frozenset() if finding.variant == _TEXT else facts.optional - _known(values.known)
    commands = (Command(form, fill(_without(template, unused), values.raw)) for form, template in facts.commands)
    return tuple(c for c in commands if c.form != "dns" or "@" not in c.text.partition(" ")[0])


def _known(values: Mapping[str, Value]) -> frozenset[str]:
    return frozenset(name for name, value in values.items() if value not in ("", ()))


def _without(template: str, names: frozenset[str]) -> str:
    """The template without the lines that use one of these names."""
    return "\n".join(line for line in template.split("\n") if not placeholders(line) & names)


def _hints(commands: tuple[Command, ...], words: Catalogue) -> Iterator[Text]:
    """Where to find each value that the commands leave open; for <token-1> and <token-2> the same hint, once."""
    names = (_NUMBER.sub("", name) for command in commands for name in command.open)
    for name in dict.fromkeys(names):
        key = f"placeholder.{name.replace('-', '_')}"
        # A record to publish also holds values that DNS gave, and one of these may look like an open value.
        if key in words:
            yield parse(words(key))
