"""A survey of regions on a terminal: the conclusion first, then the table, then what it does not show."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from bot.render import monospace
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.layout import BLANK, bullet, draw, signed, styled
from bot.render.terminal.rows import Unbroken
from bot.words.region_survey import SIGNS, SurveyReport


def render(report: SurveyReport, screen: Screen = PLAIN) -> str:
    """The whole survey, ended by a line end."""
    return draw(_page(report), screen)


def _page(report: SurveyReport) -> Iterator[RenderableType]:
    yield signed(SIGNS[report.good], report.headline)
    if report.table:
        yield BLANK
        yield from (Unbroken(f"  {row}") for row in monospace.table(report.table).split("\n"))
    if report.remarks:
        yield BLANK
        yield from (bullet(styled(remark)) for remark in report.remarks)
    yield BLANK
    yield styled(report.footer, "dim")
