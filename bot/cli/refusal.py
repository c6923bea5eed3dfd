"""What the command line says instead of an answer: usage or configuration is wrong (exit code 2)."""

from __future__ import annotations

from bot.core.errors import ConfigurationError, SesCheckError
from bot.words.catalogue import catalogue
from bot.words.mistakes import mistake_line

WRONG = 2


class Refusal(SesCheckError):
    """message: what is wrong, in the reader's language. places: where. hint: where to read on, not part of the message."""

    def __init__(self, message: str, places: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.message, self.places, self.hint = message, places, hint


def wrong(error: ConfigurationError, language: str) -> Refusal:
    """All mistakes of a configuration in one message."""
    rows = (f"- {mistake_line(mistake, language)}" for mistake in error.mistakes)
    message = "\n".join([catalogue(language)("cli.mistakes"), *rows])
    return Refusal(message, tuple(mistake.place for mistake in error.mistakes))
