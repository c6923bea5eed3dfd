"""Builds the steps of a fix: those that the evidence leaves open, with their commands and hints filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.causes import Cause, StepFacts
from bot.core.model import Finding, Record
from bot.core.values import Value
from bot.words.catalogue import Catalogue
from bot.words.guide import Guide
from bot.words.publishing import build_publish_commands as publishing
from bot.words.report import Command, Step
from bot.words.template import fill, placeholders
from bot.words.text import Span, Text, fill_text, parse_markdown

_NUMBER = re.compile(r"-\d+$")
# The wording for pasted texts and reference pages, where nothing was looked at.
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class FilledValues:
    """The values of one finding as prose shows them, as code quotes them, and as commands take them."""

    known: Mapping[str, Value]
    prose: dict[str, str]
    quoted: dict[str, str]
    raw: dict[str, str]


def build_steps(
    cause: Cause, text: Guide, finding: Finding, values: FilledValues, words: Catalogue
) -> tuple[Step, ...]:
    """Returns the steps that belong to the finding's variant and that no known value rules out, in their order."""
    by_id = {step.id: step for step in text.steps}
    told: set[tuple[str, str]] = set()
    return tuple(
        Step(
            id=facts.id,
            text=_text(facts, by_id[facts.id].text, values, told, words),
            risk=facts.risk,
            risk_label="" if facts.risk == "none" else words(f"risk.{facts.risk}"),
            undo=fill_text(undo, values.prose, values.quoted) if (undo := by_id[facts.id].undo) else None,
            commands=tuple(_hinted(command, told, words) for command in _commands(facts, finding, values)),
        )
        for facts in cause.steps
        if facts.applies(finding.variant, values.known)
    )


def _text(facts: StepFacts, text: Text, values: FilledValues, told: set[tuple[str, str]], words: Catalogue) -> Text:
    """The step's words; the first step that changes a setting also says how the named platforms keep theirs."""
    said = fill_text(text, values.prose, values.quoted)
    named = values.known.get("platforms", ())
    for name in named if facts.sets and isinstance(named, tuple) else ():
        if ("platform", name) not in told:
            said = Text((*said.spans, Span(" "), *parse_markdown(words(f"platform.{name}")).spans))
            told.add(("platform", name))
    return said


def _commands(facts: StepFacts, finding: Finding, values: FilledValues) -> tuple[Command, ...]:
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


def _hinted(command: Command, told: set[tuple[str, str]], words: Catalogue) -> Command:
    """The command with where to find each value that it leaves open. told: what earlier steps have said; grows.

    <token-1> and <token-2> have one hint.
    """
    names = dict.fromkeys(_NUMBER.sub("", name) for name in command.open)
    new = [name for name in names if (command.form, name) not in told]
    told |= {(command.form, name) for name in new}
    return replace(command, hints=tuple(parse_markdown(words(f"placeholder.{name.replace('-', '_')}")) for name in new))
