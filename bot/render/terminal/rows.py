"""Two layouts that rich lacks: a paragraph with a hanging indent, and a row that is never wrapped."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Hanging:
    """A paragraph whose further lines are indented by the width of `head`, a sign or number. left: columns before it."""

    head: Text
    text: Text
    left: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, wrapped to the width that is available."""
        indent = self.left + self.head.cell_len
        rows = self.text.wrap(console, max(10, options.max_width - indent)) or [Text()]
        for number, row in enumerate(rows):
            row.rstrip()
            start = Text(" " * self.left).append_text(self.head) if number == 0 else Text(" " * indent)
            yield start.append_text(row)


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A row that is not wrapped, however long: a command or an address to be copied."""

    row: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the row and a line end."""
        yield Segment(self.row, console.get_style(self.style))
        yield Segment.line()
