"""The flags and switches of the slash commands. Each stands here once, with its spellings and its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from bot.core.address import address
from bot.core.channel_mode import ChannelMode
from bot.core.options import SIMULATIONS
from bot.core.registry import GROUPS
from bot.languages import DEFAULT, LANGUAGES, fold, language_of_spelling

EXAMPLE_ADDRESS = "name@example.com"


@dataclass(frozen=True, slots=True)
class UsageProblem:
    """What could not be understood. key: of the sentence in the locales. values: for its placeholders.

    What was typed is cut and redacted in them.
    """

    key: str
    values: dict[str, str] = field(default_factory=dict)


class Switch(StrEnum):
    """A word that is a flag by itself."""

    PRIVATE = "private"
    PUBLIC = "public"
    RESET = "reset"

    @property
    def hint(self) -> str:
        """As a usage hint shows it."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True, eq=False)
class Flag:
    """A word with a value, such as `only:smtp`.

    choices: the values that it takes; () for a flag that takes a mail address. spellings: further names of the flag.
    read: the choice that a person means by what they typed, "" for none.
    """

    name: str
    choices: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    read: Callable[[str], str] = fold

    @property
    def syntax(self) -> str:
        """The flag with the values that it takes: `only:config|aws|ses|dns|smtp`."""
        return f"{self.name}:{'|'.join(self.choices) or '<address>'}"

    @property
    def hint(self) -> str:
        """As a usage hint shows it, in brackets."""
        return f"[{self.syntax}]"

    def typed(self, value: str) -> str:
        """The flag as it is typed in its plain spelling."""
        return f"{self.name}:{value}"

    def parse(self, value: str) -> str | UsageProblem:
        """The value that was typed after the flag, in its one form."""
        if not self.choices:
            return parse_address(value, f"{self.name}:")
        choice = self.read(value)
        if choice in self.choices:
            return choice
        values = {"flag": f"{self.name}:", "choices": ", ".join(self.choices)}
        if not value:
            return UsageProblem("request.value_missing", values)
        near = next(iter(get_close_matches(fold(value), self.choices, n=1, cutoff=0.6)), "")
        if near:
            return UsageProblem("request.value_near", values | {"near": self.typed(near)})
        return UsageProblem("request.value", values)


def _spelled(spellings: Mapping[str, str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        folded = fold(typed)
        return spellings.get(folded, folded)

    return read


_SIMULATION_SPELLINGS = {
    "ok": "success",
    "ooo": "ooto",
    "suppression": "suppressionlist",
    "suppression-list": "suppressionlist",
}

# English is the last of the languages: most who type the flag want another one.
LANG = Flag("lang", (*(code for code in LANGUAGES if code != DEFAULT), DEFAULT), ("language",), language_of_spelling)
ONLY = Flag("only", GROUPS)
TO = Flag("to", (), ("recipient", "rcpt"))
SEND = Flag("send", SIMULATIONS, ("simulate",), _spelled(_SIMULATION_SPELLINGS))
MODE = Flag("mode", tuple(ChannelMode), ("details", "place"))
FLAGS = (LANG, ONLY, TO, SEND, MODE)


def parse_address(typed: str, flag: str) -> str | UsageProblem:
    """A mail address with its domain in ASCII and in lower case. flag: how the flag is typed, such as "to:" or "--to ".

    A malformed address is not quoted back: anything may stand in its place, a secret too.
    """
    known = address(typed.removeprefix("mailto:").strip("<>"))
    if not known:
        return UsageProblem("request.address", {"flag": flag.strip(), "example": f"{flag}{EXAMPLE_ADDRESS}"})
    local, _, domain = known.rpartition("@")
    return f"{local}@{domain.lower()}"
