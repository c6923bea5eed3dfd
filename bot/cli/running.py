"""Runs what was typed. Every error becomes a message and an exit code here, without a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.dispatch import dispatch
from bot.cli.leaving import INTERRUPTED, OutputLost, put, tell
from bot.cli.refusal import WRONG, Refusal, refuse_configuration
from bot.core.errors import ConfigurationError, StoreUnavailable
from bot.languages import DEFAULT, language_of_spelling
from bot.render.json.document import dump, error_object
from bot.shell import shell_language
from bot.words.catalogue import catalogue

UNKNOWN = 3
log = logging.getLogger("ses_check.cli")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The language and the format of messages, known before the arguments are parsed: the messages may be about them."""

    language: str
    as_json: bool

    @classmethod
    def read(cls, arguments: Sequence[str]) -> Preferences:
        """Read --lang and --format, wherever they stand. Without --lang it is the shell's language."""
        language = language_of_spelling(_after("--lang", arguments)) or shell_language() or DEFAULT
        return cls(language, _after("--format", arguments).lower() == "json")


def run(arguments: Sequence[str]) -> int:
    """Run what was typed and return the exit code."""
    preferences = Preferences.read(arguments)
    # Without a handler the logging module prints tracebacks by itself. They are printed where SES_CHECK_LOG asks for it.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return _outcome(arguments, preferences)
    except OutputLost as lost:
        # The answer, or the message about another error, could not be printed.
        tell(catalogue(preferences.language)("cli.output", detail=lost.detail))
        return UNKNOWN


def _outcome(arguments: Sequence[str], preferences: Preferences) -> int:
    """Run what was typed and return the exit code. Raises OutputLost, and nothing else."""
    try:
        return dispatch(arguments, catalogue(preferences.language))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OutputLost:
        raise
    except Refusal as refusal:
        _say(refusal.message, refusal.places, preferences)
        if refusal.hint:
            tell(refusal.hint)
        return WRONG
    except ConfigurationError as error:
        told = refuse_configuration(error, preferences.language)
        _say(told.message, told.places, preferences)
        return WRONG
    except StoreUnavailable:
        log.exception("the database did not answer")
        _say(catalogue(preferences.language)("cli.store"), ("SES_CHECK_DATABASE_URL",), preferences)
        return WRONG
    except Exception as error:
        # The command line's guard (one of four): a bug ends with exit code 3 and an incident id.
        incident = secrets.token_hex(4)
        log.exception("the command broke off", extra={"incident": incident})
        kind = type(error).__name__
        _say(catalogue(preferences.language)("cli.incident", kind=kind, incident=incident), (), preferences)
        return UNKNOWN


def _say(message: str, places: tuple[str, ...], preferences: Preferences) -> None:
    tell(message)
    if preferences.as_json:
        put(dump(error_object(message, places)))


def _after(option: str, arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument == option and number + 1 < len(arguments):
            return arguments[number + 1]
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return ""
