"""The parts that all terminal pages are made of: sentences, headings, bullets, tables, and how parts become text.

Commands and addresses begin at the left edge and are never wrapped, so that they can be copied.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from bot.core.model import Outcome
from bot.render import monospace
from bot.render.clean import as_text, visible
from bot.render.screen import Screen
from bot.render.terminal.rows import Hanging, Unbroken
from bot.words.report import Grid
from bot.words.text import Mark, Text

_WIDEST = 100
BLANK = Styled()
_STYLES = {Mark.PLAIN: "", Mark.CODE: "cyan", Mark.STRONG: "bold"}
SIGNS = {
    Outcome.PASS: ("✔", "green"),
    Outcome.WARN: ("!", "yellow"),
    Outcome.FAIL: ("✖", "red"),
    Outcome.UNKNOWN: ("?", "magenta"),
    Outcome.SKIPPED: ("-", "dim"),
}


def draw(parts: Iterable[RenderableType], screen: Screen) -> str:
    """Lay parts out as text: no blanks at the ends of lines, and at most one BLANK line in a row."""
    sheet = io.StringIO()
    console = Console(
        file=sheet,
        width=max(20, min(screen.width, _WIDEST)),
        force_terminal=screen.colours,
        color_system="standard" if screen.colours else None,
        no_color=not screen.colours,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    spaced = True
    for part in parts:
        blank = part is BLANK
        if not (blank and spaced):
            console.print(part, crop=False)
        spaced = blank
    return "".join(row.rstrip() + "\n" for row in sheet.getvalue().splitlines())


def styled(text: Text | str, style: str = "") -> Styled:
    """A sentence with its code in colour. text: in a str, backticks mark code."""
    shown = Styled(style=style)
    for span in (as_text(text) if isinstance(text, str) else text).spans:
        words = visible(span.text).replace("\n", " ").replace("\t", " ")
        # Without colours the reader must still see where code ends: "must print `2500 open` on the machine".
        marked = f"`{words}`" if span.mark is Mark.CODE and " " in words else words
        shown.append(marked, _STYLES[span.mark])
    return shown


def signed(outcome: Outcome, words: str) -> RenderableType:
    """A headline in bold after the sign of its outcome."""
    sign, style = SIGNS[outcome]
    return Hanging(Styled(f"{sign} ", style), styled(words, "bold"), 0)


def heading(words: str) -> Iterator[RenderableType]:
    """A line in bold after a blank one."""
    yield BLANK
    yield styled(words, "bold")


def bullet(text: Styled) -> RenderableType:
    """A row of a list."""
    return Hanging(Styled("- "), text, 2)


def inset(text: Styled, left: int) -> RenderableType:
    """A paragraph moved to the right."""
    return Padding(text, (0, 0, 0, left), expand=False)


def grid(table: Grid) -> Iterator[RenderableType]:
    """A table of evidence, its title above it."""
    yield inset(styled(table.title, "dim"), 4)
    yield from (Unbroken(f"    {row}", "cyan") for row in monospace.table(table).split("\n"))
