"""What was said in an SMTP dialogue, line by line: "C: " is the client, "S: " the server, "* " what is no line of SMTP.

A credential never gets here: the session hands over `***` in its place. Bounded, whatever the server says.
"""

from __future__ import annotations

from bot.core.redact import GONE, Redactor

LINES = 200
LENGTH = 500
HIDDEN = "***"
_MORE = "* …"


class Transcript:
    """The lines since the start; `take` hands over those that are new, so that each part of the dialogue has its own."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._lines: list[str] = []
        self._taken = 0

    def event(self, *words: object) -> None:
        """Something that is no line: a connection, a handshake, how a step ended. Codes and values, no sentences."""
        self._add("* ", " ".join(str(word) for word in words if word != ""))

    def said(self, line: str) -> None:
        """A command of ours, `***` in the place of credentials."""
        self._add("C: ", line)

    def heard(self, code: int, message: str) -> None:
        """A reply, each of its lines as it was sent. code: 0 or less where it had none."""
        lines = message.split("\n")
        if GONE in self._redactor.server_text(" ".join(lines), LENGTH):
            # A secret may be broken over several lines: none of them alone would show what it is.
            lines = [" ".join(lines)]
        for number, line in enumerate(lines[:LINES], 1):
            sign = f"{code}{' ' if number == len(lines) else '-'}" if code > 0 else ""
            self._add("S: ", f"{sign}{line}")

    def take(self) -> tuple[str, ...]:
        """The lines since the last time."""
        new = tuple(self._lines[self._taken :])
        self._taken = len(self._lines)
        return new

    def _add(self, sign: str, text: str) -> None:
        if len(self._lines) < LINES:
            self._lines.append(sign + self._redactor.server_text(text, LENGTH))
        elif self._lines[-1] != _MORE:
            self._lines[-1] = _MORE
