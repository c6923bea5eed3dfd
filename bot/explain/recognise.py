"""Who wrote a text, and at which step of sending it was written: phrases in clients.toml, the first that fits wins."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot.causes.signs import listed
from bot.explain.normalise import Normal
from bot.explain.phrase import Index, Phrase, phrase

# The steps of sending, and what comes after: api for a call of AWS, delivery for a bounce.
STAGES = ("connect", "tls", "helo", "auth", "mail_from", "rcpt", "data", "api", "delivery")
FILE = Path(__file__).parent / "clients.toml"
# What a reply code alone says of the step, where the words say nothing.
_BY_CODE = {421: "connect", 530: "auth", 534: "auth", 535: "auth", 538: "auth", 552: "data", 554: "data"}

Names = dict[Phrase, tuple[int, str]]


def client_and_step(text: Normal) -> tuple[str | None, str | None]:
    """The client library or server that wrote the text, and the step that its words name; None where it does not show."""
    index, clients, stages = _tables()
    found = index.found(text)
    return _first(clients, found), _first(stages, found)


def stage_of(said: str | None, code: int | None, *, api: bool) -> str | None:
    """One of STAGES; None where nothing tells.

    said: the step that the words name. api: True where an AWS API was called.
    """
    if said and (said != "connect" or code is None):
        return said
    if api and code is None:
        return "api"
    return _BY_CODE.get(code, said) if code else said


def _first(names: Names, found: Iterable[Phrase]) -> str | None:
    return min((names[each] for each in found if each in names), default=(0, None))[1]


@cache
def _tables() -> tuple[Index, Names, Names]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    clients, stages = (_names(raw[table]) for table in ("clients", "stages"))
    return Index((*clients, *stages)), clients, stages


def _names(table: dict[str, str]) -> Names:
    """Phrases with the place and name of what they tell; the first place counts where a phrase stands twice."""
    names: Names = {}
    for place, (name, phrases) in enumerate(table.items()):
        for written in listed(phrases):
            names.setdefault(phrase(written), (place, name))
    return names
