"""Recognises which client wrote a text, and at which step of sending, by the phrases of clients.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
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


def client_and_step(text: NormalText) -> tuple[str | None, str | None]:
    """Returns the client or server that wrote the text, and the step that it names; None for what it does not show."""
    index, clients, stages = _tables()
    found = index.find(text)
    return _first(clients, found), _first(stages, found)


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
def _tables() -> tuple[Index, Names, Names]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    clients, stages = (_names(raw[table]) for table in ("clients", "stages"))
    return Index((*clients, *stages)), clients, stages


def _names(table: dict[str, str]) -> Names:
    """Returns each phrase with its row's number and name. Where a phrase stands in two rows, the first row counts."""
    names: Names = {}
    for place, (name, phrases) in enumerate(table.items()):
        for written in split_list(phrases):
            names.setdefault(phrase(written), (place, name))
    return names
