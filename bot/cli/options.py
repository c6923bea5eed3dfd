"""The options that several subcommands share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.languages import DEFAULT, LANGUAGES, language_of_spelling
from bot.shell import shell_language


@dataclass(frozen=True, slots=True)
class OneOf:
    """The values that an option takes. It stands in the option's annotation, so that a message about it can list them.

    As the option's parser it returns the value that was typed, in its own case. Raises ValueError for any other.
    """

    choices: tuple[str, ...]

    def __call__(self, typed: str) -> str:
        folded = typed.casefold()
        for choice in self.choices:
            if choice.casefold() == folded:
                return choice
        raise ValueError(typed)


def _parse_language(typed: str) -> str:
    """The code of the language that was typed. Raises ValueError for no language, which typer reports."""
    code = language_of_spelling(typed)
    if not code:
        raise ValueError(typed)
    return code


def answer_language(flag: str | None) -> str:
    """The language to answer in where no target says: the flag's, the shell's, else English."""
    return flag or shell_language() or DEFAULT


TargetName = Annotated[str, typer.Argument(metavar="TARGET")]
LanguageOption = Annotated[str | None, OneOf(tuple(LANGUAGES)), typer.Option("--lang", parser=_parse_language)]
ConfigOption = Annotated[Path | None, typer.Option("--config")]
