"""Records an SMTP dialogue line by line: "C: " is the client, "S: " the server, "* " an event such as a handshake.

The session passes `***` instead of credentials, so none is recorded. Number and length of lines are limited.
"""

from __future__ import annotations

from bot.core.redact import GONE, Redactor

LINES = 200
LENGTH = 500
HIDDEN = "***"
_MORE = "* …"


class Transcript:
    """The lines since the start. `take` returns the new ones, so that each phase has its own."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._lines: list[str] = []
        self._taken = 0

    def add_event(self, *words: object) -> None:
        """Adds an event: a connection, a handshake, how a step ended. words: codes and values, no sentences."""
        self._add("* ", " ".join(str(word) for word in words if word != ""))

    def add_command(self, line: str) -> None:
        """Adds a command that was sent, with `***` instead of credentials."""
        self._add("C: ", line)

    def add_reply(self, code: int, message: str) -> None:
        """Adds a reply, each of its lines as it was sent. code: 0 or less where it had none."""
        lines = message.split("\n")
        if GONE in self._redactor.server_text(" ".join(lines), LENGTH):
            # A secret may be split over several lines, and none of them alone would show it.
            lines = [" ".join(lines)]
        for number, line in enumerate(lines[:LINES], 1):
            sign = f"{code}{' ' if number == len(lines) else '-'}" if code > 0 else ""
            self._add("S: ", f"{sign}{line}")

    def take(self) -> tuple[str, ...]:
        """Returns the lines that were added since the last call."""
        new = tuple(self._lines[self._taken :])
        self._taken = len(self._lines)
        return new

    def _add(self, sign: str, text: str) -> None:
        if len(self._lines) < LINES:
            self._lines.append(sign + self._redactor.server_text(text, LENGTH))
        elif self._lines[-1] != _MORE:
            self._lines[-1] = _MORE
