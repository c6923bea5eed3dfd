"""Options to arguments by typer, and its complaints in the reader's language."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.main import get_command

from bot.cli.refusal import Refusal
from bot.words.catalogue import Catalogue


def call(program: str, function: Callable[..., int], arguments: Sequence[str], say: Catalogue) -> int:
    """Call a subcommand with what was typed; its exit code. Raises Refusal where that does not fit."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(context_settings={"help_option_names": []})(function)
    command = get_command(app)
    hint = say("cli.usage.hint", command=f"{program} --help")
    try:
        code = command.main(args=list(arguments), prog_name=program, standalone_mode=False)
    except typer.TyperException as error:
        message, place = _complaint(error, command.params, say)
        raise Refusal(message, (place,) if place else (), hint) from error
    return int(code or 0)


def _complaint(error: typer.TyperException, parameters: Sequence[Any], say: Catalogue) -> tuple[str, str]:
    """The sentence and the option or argument that it is about. Typer's classes for these are private: told by fields."""
    option = getattr(error, "option_name", "")
    if option and "No such option" in error.message:
        known = [name for parameter in parameters for name in parameter.opts if name.startswith("-")]
        near = difflib.get_close_matches(option, known, n=1)
        key = "cli.usage.option.near" if near else "cli.usage.option"
        return say(key, given=option, **({"near": near[0]} if near else {})), option
    parameter = getattr(error, "param", None)
    if parameter is None:
        place = option or ""
        return (say("cli.usage.missing", place=place) if place else _other(error, say)), place
    place = _place(parameter)
    if hasattr(error, "param_type"):
        return say("cli.usage.missing", place=place), place
    if choices := getattr(parameter.type, "choices", None):
        return say("cli.usage.choice", place=place, choices=", ".join(map(_value, choices))), place
    low, high = getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if low is not None and high is not None:
        return say("cli.usage.number", place=place, low=f"{low:g}", high=f"{high:g}"), place
    return _other(error, say), place


def _other(error: typer.TyperException, say: Catalogue) -> str:
    return say("cli.usage.other", detail=error.format_message())


def _place(parameter: Any) -> str:
    """As it is typed: an option's longest name, an argument's name in capitals."""
    if parameter.param_type_name == "option":
        return max(map(str, parameter.opts), key=len)
    return str(parameter.name).upper()


def _value(choice: object) -> str:
    return str(getattr(choice, "value", choice))
