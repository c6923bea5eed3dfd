"""From what was typed to an exit code: whatever goes wrong on the way is said in one place, without a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cli.dispatch import dispatch
from bot.cli.leaving import INTERRUPTED, OutputLost, put, tell
from bot.cli.refusal import WRONG, Refusal, wrong
from bot.core.errors import ConfigurationError, StoreUnavailable
from bot.languages import DEFAULT, language_of_spelling
from bot.render.json.document import dump, error_object
from bot.shell import shell_language
from bot.words.catalogue import catalogue

UNKNOWN = 3
log = logging.getLogger("ses_check.cli")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is known of the reader before anything is parsed, so that a mistake on the command line is told as asked."""

    language: str
    as_json: bool

    @classmethod
    def read(cls, arguments: Sequence[str]) -> Wishes:
        """--lang and --format wherever they stand, else the shell's language and text."""
        language = language_of_spelling(_after("--lang", arguments)) or shell_language() or DEFAULT
        return cls(language, _after("--format", arguments).lower() == "json")


def run(arguments: Sequence[str]) -> int:
    """The exit code of what was typed."""
    wishes = Wishes.read(arguments)
    # Without a handler the logging module would print tracebacks by itself; SES_CHECK_LOG asks for them.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        return _outcome(arguments, wishes)
    except OutputLost as lost:
        # Also where the words for another trouble were lost; whoever asked has no answer.
        tell(catalogue(wishes.language)("cli.output", detail=lost.detail))
        return UNKNOWN


def _outcome(arguments: Sequence[str], wishes: Wishes) -> int:
    """The exit code, whatever goes wrong, save where standard output cannot be written: that raises OutputLost."""
    try:
        return dispatch(arguments, catalogue(wishes.language))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OutputLost:
        raise
    except Refusal as refusal:
        _say(refusal.message, refusal.places, wishes)
        if refusal.hint:
            tell(refusal.hint)
        return WRONG
    except ConfigurationError as error:
        told = wrong(error, wishes.language)
        _say(told.message, told.places, wishes)
        return WRONG
    except StoreUnavailable:
        log.exception("the database did not answer")
        _say(catalogue(wishes.language)("cli.store"), ("SES_CHECK_DATABASE_URL",), wishes)
        return WRONG
    except Exception as error:
        # The command line's guard (one of four): a fault of our own is an unknown answer with an incident id.
        incident = secrets.token_hex(4)
        log.exception("the command broke off", extra={"incident": incident})
        kind = type(error).__name__
        _say(catalogue(wishes.language)("cli.incident", kind=kind, incident=incident), (), wishes)
        return UNKNOWN


def _say(message: str, places: tuple[str, ...], wishes: Wishes) -> None:
    tell(message)
    if wishes.as_json:
        put(dump(error_object(message, places)))


def _after(option: str, arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument == option and number + 1 < len(arguments):
            return arguments[number + 1]
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return ""
