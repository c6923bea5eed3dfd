"""The error that ends a subcommand with exit code 2: the usage or the configuration is wrong."""

from __future__ import annotations

from bot.core.errors import ConfigurationError, SesCheckError
from bot.words.catalogue import catalogue
from bot.words.mistakes import describe_mistake

WRONG = 2


class Refusal(SesCheckError):
    """message: what is wrong, in the reader's language. places: the options, arguments or keys. hint: printed after it."""

    def __init__(self, message: str, places: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.message, self.places, self.hint = message, places, hint


def refuse_configuration(error: ConfigurationError, language: str) -> Refusal:
    """A refusal that lists all mistakes of a configuration."""
    rows = (f"- {describe_mistake(mistake, language)}" for mistake in error.mistakes)
    message = "\n".join([catalogue(language)("cli.mistakes"), *rows])
    return Refusal(message, tuple(mistake.place for mistake in error.mistakes))
