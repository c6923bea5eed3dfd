"""A target without a targets file: from an application's `.env`, or from options alone."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.choosing import Choice, choose
from bot.cli.options import answer_language
from bot.cli.refusal import Refusal, refuse_configuration
from bot.core.errors import ConfigurationError
from bot.env_file.damage import Damage
from bot.env_file.describe import ApplicationSettings, describe
from bot.settings import Settings
from bot.targets.from_env_file import Given, Lacking, Made, make_target
from bot.words.catalogue import Catalogue, catalogue

OptionalTarget = Annotated[str | None, typer.Argument(metavar="TARGET")]
EnvFileOption = Annotated[Path | None, typer.Option("--env-file")]
ProfileOption = Annotated[str, typer.Option("--profile")]
RegionOption = Annotated[str, typer.Option("--region")]
FromOption = Annotated[str, typer.Option("--from")]
RoleOption = Annotated[str, typer.Option("--role-arn")]


def choose_or_make(
    name: str | None,
    given: Given,
    config: Path | None,
    language: str | None,
    settings: Settings,
    *,
    as_written: bool = False,
) -> tuple[Choice, ApplicationSettings | None]:
    """The target of the targets file, or the one that the options describe, and what was read from the `.env`.

    Raises ConfigurationError or Refusal where it cannot be checked. as_written: as for bot.cli.choosing.choose.
    """
    typed = given != Given()
    spoken = answer_language(language)
    say = catalogue(spoken)
    if not typed:
        if name is None:
            raise Refusal(say("cli.usage.missing", place="TARGET"), ("TARGET",), say("cli.env.hint"))
        return choose(name, config, language, settings, as_written=as_written), None
    if name is not None:
        raise Refusal(say("cli.env.both", given=name), (name,))
    if config is not None:
        raise Refusal(say("cli.env.config"), ("--config",))
    if mistakes := settings.mistakes_for("cli"):
        raise refuse_configuration(ConfigurationError(mistakes), spoken)
    made = make_or_refuse(given, say)
    return Choice(made.target, spoken), describe(made.settings) if made.settings else None


def make_or_refuse(given: Given, say: Catalogue) -> Made:
    """The target that the options describe. Raises Refusal, which says what is missing or wrong."""
    made = make_target(given, _written(given))
    if isinstance(made, Lacking):
        told = say(f"cli.env.{made.key}", file=made.detail, near=made.near)
        raise Refusal(told.strip(), (made.detail,) if made.detail else ())
    return made


def _written(given: Given) -> str:
    """The options as they are typed, so that a command that an answer prints can be typed as well."""
    options = (
        ("--env-file", str(given.env_file or "")),
        ("--profile", given.profile),
        ("--from", given.sender),
        ("--region", given.region),
        ("--role-arn", given.role_arn),
    )
    return " ".join(f"{option} {shlex.quote(value)}" for option, value in options if value)


def write_settings(found: ApplicationSettings, say: Catalogue) -> str:
    """What was taken from the file, a line each, then its damage. Holds no secret."""
    rows = [
        (
            say(f"value.mail_part.{each.part}"),
            each.name,
            say("cli.env.hidden", count=each.value) if each.hidden else each.value,
            say("cli.env.line", line=each.line),
        )
        for each in found.taken
    ]
    lines = [say("cli.env.taken", file=str(found.path)) if rows else say("cli.env.nothing", file=str(found.path))]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True))
        lines.append(f"  {'  '.join(cells)}".rstrip())
    lines += [f"  ! {_tell_damage(damage, say)}" for damage in found.damage]
    return "\n".join(lines) + "\n\n"


def _tell_damage(damage: Damage, say: Catalogue) -> str:
    told = say(f"value.env_damage.{damage.code}")
    if not damage.line:
        return told
    if not damage.name:
        return say("cli.env.damage_line", line=damage.line, told=told)
    return say("cli.env.damage", line=damage.line, variable=damage.name, told=told)
