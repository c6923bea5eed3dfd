"""`ses-check init`: a commented targets file to start from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.leaving import tell
from bot.cli.options import LanguageOption, answer_language
from bot.cli.refusal import Refusal
from bot.languages import LOCALES
from bot.shell import typed_program
from bot.targets import FILE_NAME
from bot.words.catalogue import catalogue

STARTER = "starter.toml"


def init(
    output: Annotated[Path, typer.Option("--output", "-o")] = Path(FILE_NAME), language: LanguageOption = None
) -> int:
    """Write the file. Raises Refusal where it exists or cannot be written."""
    spoken = answer_language(language)
    say = catalogue(spoken)
    starter = (LOCALES / spoken / STARTER).read_text(encoding="utf-8")
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(starter)
    except FileExistsError as error:
        raise Refusal(say("cli.init.exists", file=output), (str(output),)) from error
    except OSError as error:
        raise Refusal(say("cli.init.failed", file=output, detail=error.strerror), (str(output),)) from error
    named = "" if output == Path(FILE_NAME) else f" --config {shlex.quote(str(output))}"
    tell(say("cli.init.written", file=output, command=f"{typed_program()} targets{named}"))
    return 0
