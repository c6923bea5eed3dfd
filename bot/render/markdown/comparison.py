"""A comparison of two snapshots as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.markdown.markup import document, prose, titled_table
from bot.render.screen import PLAIN, Screen
from bot.words.comparison import ComparisonReport


def render(report: ComparisonReport, _screen: Screen = PLAIN) -> str:
    """The whole comparison, ended by a line end."""
    return document(_blocks(report))


def _blocks(report: ComparisonReport) -> Iterator[str]:
    yield f"# {prose(report.headline)}"
    yield "\n".join(f"- {prose(said)}" for said in report.conclusions)
    if report.grid.rows:
        yield from titled_table(report.grid)
    yield from (prose(line) for line in (report.same, *report.alone))
    yield "\n".join(f"- {prose(side)}" for side in report.sides)
