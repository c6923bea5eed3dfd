"""Loads dialects.toml: the hosts and error sentences of mail providers and servers other than SES."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.causes.signs import Sign, read_sign, split_list

FILE = Path(__file__).parent / "dialects.toml"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One provider or server software.

    title: its name as it writes it ("SendGrid"). hosts: names of its servers. signs: as a cause has them.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    signs: tuple[Sign, ...]


def title_of(name: str) -> str:
    """Returns a provider's name as the provider writes it. Raises KeyError where dialects.toml lacks the provider."""
    return {dialect.name: dialect.title for dialect in all_dialects()}[name]


@cache
def all_dialects() -> tuple[Dialect, ...]:
    """Returns every dialect, in the file's order. Raises ValueError where the data is wrong."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Dialect(
            name,
            str(facts["title"]),
            split_list(facts["hosts"]),
            tuple(read_sign(sign, name) for sign in facts.get("signs", ())),
        )
        for name, facts in raw.items()
    )
