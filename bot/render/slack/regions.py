"""A survey of regions in Slack: the conclusion, the table, and what could not be asked."""

from __future__ import annotations

from bot.core.redact import cut, mask
from bot.render import monospace
from bot.render.clean import one_line
from bot.render.measures import duration
from bot.render.slack.mrkdwn import Line, fences, prose, raw, strong
from bot.render.slack.payload import SECTION_TEXT, Block, Payload, contexts, fallback, pack, section, sections
from bot.render.slack.sentence import date, sentence
from bot.render.slack.signs import OUTCOMES
from bot.words.catalogue import Catalogue, catalogue
from bot.words.region_survey import SIGNS, SurveyReport
from bot.words.report import Grid

# Characters of a cell; no region has a longer one.
_CELL = 200
NAME_TEXT = 100


def survey(surveyed: SurveyReport, *, asked_by: str, private: bool, tabular: bool = True) -> Payload:
    """The message. tabular: with a table block; else with aligned rows of text, for where Slack refuses table blocks."""
    say = catalogue(surveyed.language)

    def shown(words: str) -> str:
        return words if private else mask(words)

    head = (*raw(f"{OUTCOMES[SIGNS[surveyed.good]]} "), *strong(shown(surveyed.headline)))
    table = (_table if tabular else _rows)(surveyed.table) if surveyed.table else []
    remarks: list[Line] = [prose(shown(remark)) for remark in surveyed.remarks]
    tail = contexts([_footer(surveyed, asked_by, say)])
    text = [head, *remarks]
    return pack([*sections([head]), *table, *contexts(remarks)], tail, fallback(text), say("card.thread"))


def _table(grid: Grid) -> list[Block]:
    rows = [
        [{"type": "raw_text", "text": cut(one_line(cell), _CELL) or "-"} for cell in row]
        for row in (grid.columns, *grid.rows)
    ]
    settings = [{"align": "left"}] * (len(grid.columns) - 1) + [{"align": "right"}]
    return [{"type": "table", "rows": rows, "column_settings": settings}]


def _rows(grid: Grid) -> list[Block]:
    return [section(text) for text in fences(monospace.table(grid), SECTION_TEXT)]


def _footer(surveyed: SurveyReport, asked_by: str, say: Catalogue) -> Line:
    return sentence(
        say,
        "survey.footer",
        target=prose(cut(surveyed.survey.target, NAME_TEXT)),
        count=raw(str(len(surveyed.survey.answers))),
        duration=prose(duration(surveyed.survey.ms, surveyed.language)),
        user=prose(cut(asked_by, NAME_TEXT)),
        date=date(surveyed.started_at, surveyed.language),
    )
