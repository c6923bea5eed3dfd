"""What the command line says instead of an answer: usage or configuration is wrong (exit code 2)."""

from __future__ import annotations

from bot.core.errors import SesCheckError


class Refusal(SesCheckError):
    """message: what is wrong, in the reader's language. places: where. hint: where to read on, not part of the message."""

    def __init__(self, message: str, places: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.message, self.places, self.hint = message, places, hint
