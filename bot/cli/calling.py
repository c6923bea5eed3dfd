"""Calls a subcommand with the options and arguments that were typed. Typer reads them; its errors are worded anew."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import typer
from typer.main import get_command

from bot.cli.options import OneOf
from bot.cli.refusal import Refusal
from bot.logs import log_to_stderr
from bot.settings import load_settings
from bot.words.catalogue import Catalogue

_EXTRA = re.compile(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", re.DOTALL)


def call(program: str, function: Callable[..., int], arguments: Sequence[str], say: Catalogue) -> int:
    """Call a subcommand and return its exit code. Raises Refusal for wrong options or arguments."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(context_settings={"help_option_names": []})(function)
    command = get_command(app)
    settings = load_settings()
    if "log_level" in settings.model_fields_set and not settings.mistakes_for("cli"):
        log_to_stderr(settings.log_level)
    hint = say("cli.usage.hint", command=f"{program} --help")
    try:
        code = command.main(args=list(arguments), prog_name=program, standalone_mode=False)
    except typer.TyperException as error:
        message, place = _complaint(error, command.params, get_type_hints(function, include_extras=True), say)
        raise Refusal(message, (place,) if place else (), hint) from error
    return int(code or 0)


def _complaint(
    error: typer.TyperException, parameters: Sequence[Any], types: Mapping[str, Any], say: Catalogue
) -> tuple[str, str]:
    """A sentence about a typer error, and the option or argument it is about. Told by fields: typer's classes are private."""
    option = getattr(error, "option_name", "")
    if option and "No such option" in error.message:
        known = [name for parameter in parameters for name in parameter.opts if name.startswith("-")]
        near = difflib.get_close_matches(option, known, n=1)
        key = "cli.usage.option.near" if near else "cli.usage.option"
        return say(key, given=option, **({"near": near[0]} if near else {})), option
    parameter = getattr(error, "param", None)
    if parameter is None:
        extra = _EXTRA.search(error.message)
        if extra and not option:
            return say("cli.usage.extra", given=extra[1]), extra[1]
        return (say("cli.usage.value", place=option) if option else _other(error, say)), option
    place = _place(parameter)
    if hasattr(error, "param_type"):
        return say("cli.usage.missing", place=place), place
    if choices := _choices(types.get(parameter.name)):
        return say("cli.usage.choice", place=place, choices=", ".join(choices)), place
    low, high = parameter.min, parameter.max
    if low is not None and high is not None:
        return say("cli.usage.number", place=place, low=f"{low:g}", high=f"{high:g}"), place
    return _other(error, say), place


def _other(error: typer.TyperException, say: Catalogue) -> str:
    return say("cli.usage.other", detail=error.format_message())


def _place(parameter: Any) -> str:
    """How a parameter is typed: an option's longest name, an argument's name in capitals."""
    if parameter.param_type_name == "option":
        return max(map(str, parameter.opts), key=len)
    return str(parameter.name).upper()


def _choices(annotation: Any) -> list[str]:
    """The values that an option takes, by the OneOf or the enumeration in its annotation; [] for any value."""
    if isinstance(annotation, OneOf):
        return list(annotation.choices)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [member.value for member in annotation]
    return next(filter(None, map(_choices, get_args(annotation))), [])
