"""A comparison of two snapshots on a terminal: the conclusions first, then what differs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from bot.render import monospace
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.layout import BLANK, bullet, draw, heading, inset, styled
from bot.render.terminal.rows import Unbroken
from bot.words.comparison import ComparisonReport

_INSET = 2


def render(report: ComparisonReport, screen: Screen = PLAIN) -> str:
    """The whole comparison, ended by a line end."""
    return draw(_page(report, screen.width), screen)


def _page(report: ComparisonReport, width: int) -> Iterator[RenderableType]:
    yield styled(report.headline, "bold")
    yield from (bullet(styled(said)) for said in report.conclusions)
    if report.grid.rows:
        yield from heading(report.grid.title)
        rows = monospace.side_by_side(report.grid, width - _INSET)
        yield from (Unbroken(f"{' ' * _INSET}{row}", "cyan") for row in rows.split("\n"))
    yield BLANK
    yield from (inset(styled(line, "dim"), 0) for line in (report.same, *report.alone) if line)
    yield BLANK
    yield from (styled(side, "dim") for side in report.sides)
