"""The subcommands by name, and how what was typed becomes a call."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Sequence

from bot.cli.leaving import put
from bot.cli.refusal import Refusal
from bot.languages import LANGUAGES, is_help
from bot.words.catalogue import Catalogue

PROGRAM = "ses-check"
COMMANDS = {
    "check": "bot.cli.commands.check:check",
    "serve": "bot.cli.commands.serve:serve",
    "demo": "bot.cli.commands.demo:demo",
    "targets": "bot.cli.commands.targets:targets",
    "policy": "bot.cli.commands.policy:policy",
    "regions": "bot.cli.commands.regions:regions",
    "trace": "bot.cli.commands.trace:trace",
    "probe": "bot.cli.commands.probe:probe",
    "compare": "bot.cli.commands.compare:compare",
    "explain": "bot.cli.commands.explain:explain",
    "init": "bot.cli.commands.init:init",
    "docs": "bot.cli.commands.docs:docs",
}
# These read their own options: typer and the settings alone take as long to load as they may take to answer.
QUICK = frozenset({"explain"})
CALL = "bot.cli.calling:call"
_HELP = ("-h", "--help")


def dispatch(arguments: Sequence[str], say: Catalogue) -> int:
    """Do what was typed and return the exit code. Raises Refusal for what is not understood."""
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
        put(say(f"cli.{name}.page", languages=", ".join(LANGUAGES)) + "\n")
        return 0
    if name in QUICK:
        return _function(COMMANDS[name])(rest, say)
    # Only now: typer and everything that a subcommand needs.
    return _function(CALL)(f"{PROGRAM} {name}", _function(COMMANDS[name]), rest, say)


def _version() -> str:
    """As installed. Only asked for here: the module that knows takes longer to load than most commands."""
    return str(importlib.import_module("importlib.metadata").version(PROGRAM))


def _function(path: str) -> Callable[..., int]:
    module, _, name = path.partition(":")
    function: Callable[..., int] = getattr(importlib.import_module(module), name)
    return function


def _unknown(given: str, say: Catalogue) -> Refusal:
    if given.startswith("-"):
        near = difflib.get_close_matches(given, ("--version", "--help"), n=1)
        kind = "option"
    else:
        near = difflib.get_close_matches(given.lower(), COMMANDS, n=1)
        kind = "command"
    hint = say("cli.usage.hint", command=f"{PROGRAM} --help")
    if near:
        return Refusal(say(f"cli.usage.{kind}.near", given=given, near=near[0]), (given,), hint)
    if kind == "option":
        return Refusal(say("cli.usage.option", given=given), (given,), hint)
    return Refusal(say("cli.usage.command", given=given, commands=", ".join(COMMANDS)), (given,), hint)
