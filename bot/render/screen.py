"""Where a text is laid out: a width in columns, and whether it takes colours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """width: columns; the terminal's renderers use up to 100. colours: whether ANSI colours may be written.

    details: whether all is told, or the short form.
    """

    width: int = 80
    colours: bool = False
    details: bool = False


PLAIN = Screen()
