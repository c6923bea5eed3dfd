"""The ways in which other mail providers and servers speak: dialects.toml. Theirs is no error of SES."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.causes.signs import Sign, listed, read_sign

FILE = Path(__file__).parent / "dialects.toml"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One provider or server software. title: as it writes itself. hosts: of its servers. signs: as those of a cause."""

    name: str
    title: str
    hosts: tuple[str, ...]
    signs: tuple[Sign, ...]


def title_of(name: str) -> str:
    """The name of a provider as it writes itself. Raises KeyError for one that is not in the file."""
    return {dialect.name: dialect.title for dialect in all_dialects()}[name]


@cache
def all_dialects() -> tuple[Dialect, ...]:
    """Every dialect, in the file's order. Raises ValueError where the data is wrong."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Dialect(
            name,
            str(facts["title"]),
            listed(facts["hosts"]),
            tuple(read_sign(sign, name) for sign in facts.get("signs", ())),
        )
        for name, facts in raw.items()
    )
