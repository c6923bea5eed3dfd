"""Who wrote a text, and at which step of sending it was written: phrases in clients.toml, the first that fits wins."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from bot.explain.phrase import Phrase, phrase

FILE = Path(__file__).parent / "clients.toml"
# What a reply code alone says of the step, where the words say nothing.
_BY_CODE = {421: "connect", 530: "auth", 534: "auth", 535: "auth", 538: "auth", 552: "data", 554: "data"}

Named = tuple[tuple[str, tuple[Phrase, ...]], ...]


def client_of(words: str) -> str | None:
    """The client library or server that wrote the text, None where it does not show."""
    return _first("clients", words)


def stage_of(words: str, code: int | None, *, api: bool) -> str | None:
    """connect, tls, helo, auth, mail_from, rcpt, data, api or delivery; None where nothing tells."""
    said = _first("stages", words)
    if said and (said != "connect" or code is None):
        return said
    if api and code is None:
        return "api"
    return _BY_CODE.get(code) if code else said


def _first(table: str, words: str) -> str | None:
    for name, phrases in _tables()[table]:
        for each in phrases:
            if each.within(words):
                return name
    return None


@cache
def _tables() -> dict[str, Named]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        table: tuple((name, tuple(phrase(p) for p in phrases)) for name, phrases in raw[table].items())
        for table in ("clients", "stages")
    }
