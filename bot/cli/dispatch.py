"""Finds the subcommand that was typed and calls it.

Each module of bot.cli.commands is a subcommand: `check.py` holds the function `check`, whose parameters typer reads, and the
locales hold its help page, `cli.check.page`. A module with `PARSES_ITSELF = True` must start without typer and the settings,
which take as long to load as it may take to answer: its function gets the arguments and the catalogue.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Sequence
from types import ModuleType

from bot.cli import commands
from bot.cli.leaving import put
from bot.cli.refusal import Refusal
from bot.languages import LANGUAGES, is_help
from bot.render.formats import formats
from bot.shell import PROGRAM, typed_program
from bot.words.catalogue import Catalogue
from bot.words.template import placeholders

COMMANDS = tuple(module.name for module in pkgutil.iter_modules(commands.__path__))
_HELP = ("-h", "--help")
_LANG = "--lang"


def dispatch(arguments: Sequence[str], say: Catalogue) -> int:
    """Do what was typed and return the exit code. Raises Refusal for what is not understood."""
    arguments = _language_behind(arguments)
    name, *rest = arguments or _HELP
    if is_help(name) or is_help(" ".join(arguments)):
        put(say("cli.page") + "\n")
        return 0
    if name == "--version":
        put(f"{PROGRAM} {_version()}\n")
        return 0
    if name not in COMMANDS:
        raise _unknown(name, say)
    if not {*_HELP}.isdisjoint(rest[: rest.index("--")] if "--" in rest else rest):
        put(help_page(name, say) + "\n")
        return 0
    module = load_command(name)
    function = getattr(module, name)
    if parses_itself(module):
        return int(function(rest, say))
    # Imported here, because it loads typer and the settings.
    calling = importlib.import_module("bot.cli.calling")
    return int(calling.call(f"{typed_program()} {name}", function, rest, say))


def _language_behind(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments with a leading `--lang vi` put behind the subcommand, or dropped before `--help`, where it has done
    its work: bot.cli.running reads it first.
    """
    if not arguments or arguments[0].partition("=")[0] != _LANG:
        return arguments
    length = 1 if "=" in arguments[0] else 2
    language, rest = arguments[:length], arguments[length:]
    return (rest[0], *language, *rest[1:]) if rest and rest[0] in COMMANDS else rest


def help_page(command: str, say: Catalogue) -> str:
    """A subcommand's page. In the locales `{{ languages }}` and `{{ formats_report }}`, or another kind, list the choices."""
    key = f"cli.{command}.page"
    lists = {name: formats(name.removeprefix("formats_")) for name in placeholders(say.strings[key])}
    return say(key, **{name: ", ".join(found) for name, found in (lists | {"languages": tuple(LANGUAGES)}).items()})


def load_command(name: str) -> ModuleType:
    """Import a subcommand's module, and with it all that the subcommand needs."""
    return importlib.import_module(f"{commands.__name__}.{name}")


def parses_itself(module: ModuleType) -> bool:
    """Whether a subcommand reads its arguments without typer."""
    return bool(getattr(module, "PARSES_ITSELF", False))


def _version() -> str:
    """The installed version. importlib.metadata is imported here: it takes longer to load than most commands."""
    return str(importlib.import_module("importlib.metadata").version(PROGRAM))


def _unknown(given: str, say: Catalogue) -> Refusal:
    if given.startswith("-"):
        near = difflib.get_close_matches(given, ("--version", "--help"), n=1)
        kind = "option"
    else:
        near = difflib.get_close_matches(given.lower(), COMMANDS, n=1)
        kind = "command"
    hint = say("cli.usage.hint", command=f"{typed_program()} --help")
    if near:
        return Refusal(say(f"cli.usage.{kind}.near", given=given, near=near[0]), (given,), hint)
    if kind == "option":
        return Refusal(say("cli.usage.option", given=given), (given,), hint)
    return Refusal(say("cli.usage.command", given=given, commands=", ".join(COMMANDS)), (given,), hint)
