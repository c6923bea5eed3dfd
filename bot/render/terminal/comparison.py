"""Two places compared, for a terminal: what follows first, then what differs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from bot.render import monospace
from bot.render.terminal.report import BLANK, WIDTH, bullet, drawn, heading, inset, styled
from bot.render.terminal.rows import Unbroken
from bot.words.comparison import ComparisonReport

_INSET = 2


def answer(compared: ComparisonReport, *, width: int = WIDTH, colours: bool = False) -> str:
    """The whole comparison, ended by a line end."""
    return drawn(_page(compared, width), width=width, colours=colours)


def _page(compared: ComparisonReport, width: int) -> Iterator[RenderableType]:
    yield styled(compared.headline, "bold")
    yield from (bullet(styled(said)) for said in compared.conclusions)
    if compared.grid.rows:
        yield from heading(compared.grid.title)
        rows = monospace.side_by_side(compared.grid, width - _INSET)
        yield from (Unbroken(f"{' ' * _INSET}{row}", "cyan") for row in rows.split("\n"))
    yield BLANK
    yield from (inset(styled(line, "dim"), 0) for line in (compared.same, *compared.alone) if line)
    yield BLANK
    yield from (styled(side, "dim") for side in compared.sides)
