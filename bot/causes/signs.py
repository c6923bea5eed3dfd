"""The signs of a cause: what a pasted text shows when the cause is behind it. Data in <area>.toml, below a line of its own.

Lists are written with commas, in one string: thousands of TOML strings would take longer to read than the texts.

Fields of a sign:
any       phrases, one of which the text must hold; a phrase is words in any case, punctuation aside; " .. " stands for
          up to 25 words or so between its parts, a star at an end for the rest of a word ("deprecat*")
all       phrases that it must hold, every one
unless    phrases of which it must hold none
needs     facts that must hold, every one; "a|b" is one or the other. "code:535", "enhanced:5.7.8", "stage:auth",
          "aws:Throttling", "client:nodemailer", "host:ses_smtp", "ses" (speaks of SES), … see bot/explain/facts.py
without   facts of which none may hold
exact     true where upper and lower case matter
sure      how certain it makes the cause, 0..1: from 0.9 the text defines it, from 0.55 it makes it likely,
          below, the cause is one of several that cannot be told apart
hides     codes that it rules out, though they have signs of their own
retry     wait, fix (usual) or give_up
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.causes.halves import signs_half

FOLDER = Path(__file__).parent
RETRIES = ("wait", "fix", "give_up")
_KEYS = {"any", "all", "unless", "needs", "without", "exact", "sure", "hides", "retry"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One way in which a text gives its cause away; the fields are those of the module's docstring."""

    any: tuple[str, ...]
    all: tuple[str, ...]
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    without: tuple[str, ...]
    exact: bool
    sure: float
    hides: frozenset[str]
    retry: str


def listed(written: str) -> tuple[str, ...]:
    """The items of a list that is written with commas, over one line or many."""
    return tuple(item for part in written.replace("\n", ",").split(",") if (item := part.strip()))


@cache
def all_signs() -> Mapping[str, tuple[Sign, ...]]:
    """The signs of every cause that has some, by code. Raises ValueError where the data is wrong."""
    return {
        f"{path.stem}.{state}": tuple(read_sign(sign, f"{path.stem}.{state}") for sign in raw["signs"])
        for path in sorted(FOLDER.glob("*.toml"))
        for state, raw in tomllib.loads(signs_half(path)).items()
    }


def read_sign(raw: Mapping[str, Any], owner: str) -> Sign:
    """A sign as written in TOML. Raises ValueError naming the owner (a cause or a provider) where it is wrong."""
    if unknown := set(raw) - _KEYS:
        raise ValueError(f"{owner}: a sign has unknown keys {sorted(unknown)}")
    sign = Sign(
        any=listed(raw.get("any", "")),
        all=listed(raw.get("all", "")),
        unless=listed(raw.get("unless", "")),
        needs=listed(raw.get("needs", "")),
        without=listed(raw.get("without", "")),
        exact=bool(raw.get("exact", False)),
        sure=float(raw["sure"]),
        hides=frozenset(listed(raw.get("hides", ""))),
        retry=str(raw.get("retry", "fix")),
    )
    if not (sign.any or sign.all or sign.needs):
        raise ValueError(f"{owner}: a sign that asks for nothing matches everything")
    if not 0 < sign.sure <= 1 or sign.retry not in RETRIES:
        raise ValueError(f"{owner}: a sign's sure is above 0 and at most 1, its retry one of {RETRIES}")
    return sign
