"""`ses-check init`: a commented targets file to start from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.leaving import tell
from bot.cli.options import LanguageOption, answer_language
from bot.cli.refusal import Refusal
from bot.cli.without_file import FromOption, ProfileOption, RegionOption, RoleOption, make_or_refuse
from bot.languages import LOCALES
from bot.shell import typed_program
from bot.targets import FILE_NAME
from bot.targets.from_env_file import Given
from bot.targets.write import write_table
from bot.words.catalogue import catalogue

STARTER = "starter.toml"
# The name of the target that is made from a `.env`.
TARGET = "prod"


def init(
    output: Annotated[Path, typer.Option("--output", "-o")] = Path(FILE_NAME),
    language: LanguageOption = None,
    from_env: Annotated[Path | None, typer.Option("--from-env")] = None,
    profile: ProfileOption = "",
    region: RegionOption = "",
    sender: FromOption = "",
    role_arn: RoleOption = "",
) -> int:
    """Write the file. Raises Refusal where it exists or cannot be written.

    from_env: the application's `.env`; the table refers to its variables, and holds none of their secrets.
    """
    spoken = answer_language(language)
    say = catalogue(spoken)
    given = Given(from_env, profile, region, sender, role_arn)
    if given == Given():
        starter = (LOCALES / spoken / STARTER).read_text(encoding="utf-8")
    else:
        starter = write_table(make_or_refuse(given, say).target, TARGET, output.absolute().parent)
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(starter)
    except FileExistsError as error:
        raise Refusal(say("cli.init.exists", file=output), (str(output),)) from error
    except OSError as error:
        raise Refusal(say("cli.init.failed", file=output, detail=error.strerror), (str(output),)) from error
    named = "" if output == Path(FILE_NAME) else f" --config {shlex.quote(str(output))}"
    key = "cli.init.written" if given == Given() else "cli.init.filled"
    tell(
        say(
            key,
            file=output,
            command=f"{typed_program()} targets{named}",
            check=f"{typed_program()} check {TARGET}{named}",
        )
    )
    return 0
