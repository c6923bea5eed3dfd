"""The options that several subcommands share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.languages import DEFAULT, LANGUAGES, language_of_spelling
from bot.shell import shell_language


class Format(StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Stands in an option's annotation where its parser takes one of a few values, so that a mistake can name them."""

    choices: tuple[str, ...]


def _language(typed: str) -> str:
    """The code of the language that was typed. Raises ValueError, which typer reports for the option."""
    code = language_of_spelling(typed)
    if not code:
        raise ValueError(typed)
    return code


def answer_language(flag: str | None) -> str:
    """The language to answer in where no target says: the flag's, the shell's, else English."""
    return flag or shell_language() or DEFAULT


TargetName = Annotated[str, typer.Argument(metavar="TARGET")]
LanguageOption = Annotated[str | None, OneOf(tuple(LANGUAGES)), typer.Option("--lang", parser=_language)]
ConfigOption = Annotated[Path | None, typer.Option("--config")]
