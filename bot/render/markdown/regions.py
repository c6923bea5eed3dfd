"""A survey of regions as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.clean import as_text
from bot.render.markdown.markup import document, inline, prose, table
from bot.render.screen import PLAIN, Screen
from bot.words.region_survey import SurveyReport


def render(report: SurveyReport, _screen: Screen = PLAIN) -> str:
    """The whole survey, ended by a line end."""
    return document(_blocks(report))


def _blocks(report: SurveyReport) -> Iterator[str]:
    yield f"# {inline(as_text(report.headline))}"
    if report.table:
        yield table(report.table)
    yield "\n".join(f"- {prose(remark)}" for remark in report.remarks)
    yield prose(report.footer)
