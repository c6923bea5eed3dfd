"""What all commands with flags have in common: bare words, flags with a value, switches, help. Nothing typed raises."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.core.address import address
from bot.core.options import SIMULATIONS
from bot.core.registry import GROUPS
from bot.languages import DEFAULT, LANGUAGES, language_of_spelling
from bot.request.words import HELP, QUOTES, folded, shown, words

PRIVATE = "private"
PUBLIC = "public"
# Flags that take one of a few values, with these.
# English is the last of the languages: most who type the flag want another one.
FLAGS = {"lang": (*(code for code in LANGUAGES if code != DEFAULT), DEFAULT), "only": GROUPS, "send": SIMULATIONS}
# The flag that takes an address.
TO = "to"
EXAMPLE = "name@example.com"

_FLAG_SPELLINGS = {"language": "lang", "recipient": TO, "rcpt": TO, "simulate": "send"}
_VALUE_SPELLINGS = {
    "send": {"ok": "success", "ooo": "ooto", "suppression": "suppressionlist", "suppression-list": "suppressionlist"},
}
_MOST_TYPED = 4000
_FLAG = re.compile(r"(?P<dashes>-{0,2})(?P<name>[^\W\d_]+)(?P<sign>[:=])(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """Somebody asks how it works. language: None where not said."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class UsageProblem:
    """What could not be understood. key and values: of the locales; typed words are cut and hold no secret."""

    key: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typed:
    """bare: the words that are no flags. flags: the values by name. switches: the words that stand for themselves."""

    bare: tuple[str, ...]
    flags: Mapping[str, str]
    switches: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one command knows. flags: of FLAGS and TO. switches: PRIVATE or PUBLIC."""

    command: str
    flags: Collection[str]
    switches: Collection[str]

    def read(self, text: str) -> Typed | HelpRequest | UsageProblem:
        """The words that a command's text holds. Never raises."""
        if len(text) > _MOST_TYPED:
            return UsageProblem("request.too_long", {"command": self.command})
        left = words(text)
        if folded(" ".join(left)) in HELP:
            return HelpRequest()
        flags: dict[str, str] = {}
        bare: list[str] = []
        switches: set[str] = set()
        while left:
            word = left.pop(0)
            switch = folded(word).lstrip("-")
            if switch in self.switches:
                switches.add(switch)
                continue
            flag = self._flag(word, left)
            if flag is None:
                bare.append(word)
                continue
            if isinstance(flag, UsageProblem):
                return flag
            name, value = flag
            if flags.setdefault(name, value) != value:
                return UsageProblem("request.twice", {"flag": f"{name}:"})
        if len(bare) == 1 and folded(bare[0]).lstrip("-") in HELP:
            return HelpRequest(flags.get("lang"))
        unknown = next((word for word in bare if word.startswith("-")), None)
        return Typed(tuple(bare), flags, frozenset(switches)) if unknown is None else self._unknown(unknown)

    def _flag(self, word: str, following: list[str]) -> tuple[str, str] | UsageProblem | None:
        """The flag and its value, taken from the next word where `--lang vi` puts it; None where the word is no flag."""
        match = _FLAG.fullmatch(word)
        if match is None:
            name = self._name(word.lstrip("-")) if word.startswith("-") else ""
            if not name:
                return None
            value = following.pop(0) if following and not following[0].startswith("-") else ""
        else:
            name, value = self._name(match["name"]), match["value"].strip(QUOTES)
            if not name:
                return self._unknown(word)
        return recipient(value, f"{TO}:") if name == TO else _chosen(name, value)

    def _name(self, typed: str) -> str:
        name = folded(typed)
        name = _FLAG_SPELLINGS.get(name, name)
        return name if name in self.flags else ""

    def _unknown(self, word: str) -> UsageProblem:
        typed = re.split(r"[:=]", folded(word).lstrip("-"), maxsplit=1)[0]
        known = {flag: f"{flag}:" for flag in self.flags} | {switch: switch for switch in self.switches}
        known |= {spelling: f"{flag}:" for spelling, flag in _FLAG_SPELLINGS.items() if flag in self.flags}
        near = next(iter(get_close_matches(typed, known, n=1, cutoff=0.6)), "")
        if near:
            return UsageProblem("request.flag_near", {"word": shown(word), "near": known[near]})
        return UsageProblem("request.flag", {"word": shown(word), "command": self.command})


def recipient(typed: str, flag: str) -> tuple[str, str] | UsageProblem:
    """What was typed is not shown again: whatever stands in an address's place may be anything. flag: as it is typed."""
    known = address(typed.removeprefix("mailto:").strip("<>"))
    if not known:
        return UsageProblem("request.address", {"flag": flag.strip(), "example": f"{flag}{EXAMPLE}"})
    local, _, domain = known.rpartition("@")
    return TO, f"{local}@{domain.lower()}"


def _chosen(name: str, typed: str) -> tuple[str, str] | UsageProblem:
    choices = FLAGS[name]
    value = folded(typed)
    if name == "lang":
        value = language_of_spelling(typed) or value
    value = _VALUE_SPELLINGS.get(name, {}).get(value, value)
    if value in choices:
        return name, value
    values = {"flag": f"{name}:", "choices": ", ".join(choices)}
    if not value:
        return UsageProblem("request.value_missing", values)
    near = next(iter(get_close_matches(value, choices, n=1, cutoff=0.6)), "")
    if near:
        return UsageProblem("request.value_near", values | {"near": f"{name}:{near}"})
    return UsageProblem("request.value", values)
