"""The signs of every cause: what a pasted text contains when that cause is behind it. Read from `<area>.toml`.

The signs are TOML tables below SIGNS_LINE (bot/causes/halves.py) in the file of the cause. Every list is one string
with commas between its items, because parsing thousands of TOML strings would take longer than explaining a text.

Keys of a sign:

any       phrases; the text must contain at least one. A phrase is words in any case, without punctuation. " .. "
          between two parts allows up to 160 characters there; a star at the end of a word allows any ending
          ("deprecat*").
all       phrases; the text must contain every one
unless    phrases; the text must contain none
needs     tokens (bot/explain/tokens.py); the text must give every one. "code:535|code:530" needs either of the two
without   tokens; the text must give none
exact     true where upper and lower case matter in the phrases
sure      how certain the sign makes its cause, from 0 to 1. 0.9 or more: the text proves the cause. 0.55 or more: the
          cause is likely. Less: it is one of several possible causes.
hides     codes of causes that this sign rules out, even where the text shows their signs
retry     whether sending again helps: "wait" (later), "fix" (after a fix, the default) or "give_up" (never)

To add a sign, append it below SIGNS_LINE, and add a text that shows it to tests/explain/texts.toml:

    [[auth_required.signs]]
    any = "530 authentication required"
    sure = 0.95
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
    """One sign of a cause. The fields are the TOML keys that the module's docstring explains."""

    any: tuple[str, ...]
    all: tuple[str, ...]
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    without: tuple[str, ...]
    exact: bool
    sure: float
    hides: frozenset[str]
    retry: str


def split_list(written: str) -> tuple[str, ...]:
    """Returns the items of a string that lists them with commas or line ends between them, without empty ones."""
    return tuple(item for part in written.replace("\n", ",").split(",") if (item := part.strip()))


def aws_names(code: str) -> tuple[str, ...]:
    """Returns the names of AWS's errors that are signs of a cause, such as "ThrottlingException", in alphabetical order."""
    needs = (need for sign in all_signs().get(code, ()) for written in sign.needs for need in written.split("|"))
    return tuple(sorted({need.removeprefix("aws:") for need in needs if need.startswith("aws:")}))


@cache
def all_signs() -> Mapping[str, tuple[Sign, ...]]:
    """Returns the signs of every cause that has any, by the cause's code. Raises ValueError where the data is wrong."""
    return {
        f"{path.stem}.{state}": tuple(read_sign(sign, f"{path.stem}.{state}") for sign in raw["signs"])
        for path in sorted(FOLDER.glob("*.toml"))
        for state, raw in tomllib.loads(signs_half(path)).items()
    }


def read_sign(raw: Mapping[str, Any], owner: str) -> Sign:
    """Returns a sign from its TOML table. Raises ValueError, which names `owner`, where the table is wrong.

    owner: the code of the cause, or the name of the provider, that the sign belongs to.
    """
    if unknown := set(raw) - _KEYS:
        raise ValueError(f"{owner}: a sign has unknown keys {sorted(unknown)}")
    sign = Sign(
        any=split_list(raw.get("any", "")),
        all=split_list(raw.get("all", "")),
        unless=split_list(raw.get("unless", "")),
        needs=split_list(raw.get("needs", "")),
        without=split_list(raw.get("without", "")),
        exact=bool(raw.get("exact", False)),
        sure=float(raw["sure"]),
        hides=frozenset(split_list(raw.get("hides", ""))),
        retry=str(raw.get("retry", "fix")),
    )
    if not (sign.any or sign.all or sign.needs):
        raise ValueError(f"{owner}: a sign that asks for nothing matches everything")
    if not 0 < sign.sure <= 1 or sign.retry not in RETRIES:
        raise ValueError(f"{owner}: a sign's sure is above 0 and at most 1, its retry one of {RETRIES}")
    return sign
