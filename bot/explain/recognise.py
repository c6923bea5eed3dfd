"""Recognises who wrote a text, at which step of sending, and where it ran, by the phrases of clients.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.causes.signs import split_list
from bot.explain.normalise import NormalText
from bot.explain.phrase import Index, Phrase, phrase

# The steps of sending, and two more: api for a call of an AWS API, delivery for a bounce after SES accepted a message.
STAGES = ("connect", "tls", "helo", "auth", "mail_from", "rcpt", "data", "api", "delivery")
FILE = Path(__file__).parent / "clients.toml"
# The step that each reply code implies, for texts whose words name no step.
_BY_CODE = {421: "connect", 530: "auth", 534: "auth", 535: "auth", 538: "auth", 552: "data", 554: "data"}

Names = dict[Phrase, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The client or server that wrote a text and the step that it names, None where it shows none; the platforms."""

    client: str | None
    step: str | None
    platforms: tuple[str, ...]


def recognise(text: NormalText) -> Recognised:
    """Returns what the phrases of a text show, platforms in the order of clients.toml."""
    index, clients, stages, platforms = _tables()
    found = index.find(text)
    named = sorted({platforms[each] for each in found if each in platforms})
    return Recognised(_first(clients, found), _first(stages, found), tuple(name for _, name in named))


def stage_of(named_step: str | None, code: int | None, *, api: bool) -> str | None:
    """Returns the step of STAGES at which the text was written, or None.

    named_step: the step that the words name. code: the reply code. api: the text names an AWS operation, error or
    action.
    """
    if named_step and (named_step != "connect" or code is None):
        return named_step
    if api and code is None:
        return "api"
    return _BY_CODE.get(code, named_step) if code else named_step


def _first(names: Names, found: Iterable[Phrase]) -> str | None:
    return min((names[each] for each in found if each in names), default=(0, None))[1]


@cache
def _tables() -> tuple[Index, Names, Names, Names]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    clients, stages, platforms = (_names(raw[table]) for table in ("clients", "stages", "platforms"))
    return Index((*clients, *stages, *platforms)), clients, stages, platforms


def _names(table: dict[str, str]) -> Names:
    """Returns each phrase with its row's number and name. Where a phrase stands in two rows, the first row counts."""
    names: Names = {}
    for place, (name, phrases) in enumerate(table.items()):
        for written in split_list(phrases):
            names.setdefault(phrase(written), (place, name))
    return names
