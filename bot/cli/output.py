"""An answer in the form that was asked for, and its exit code."""

from __future__ import annotations

from bot.cli.options import Format
from bot.cli.screen import screen
from bot.core.model import Verdict
from bot.render import ranking
from bot.render.json import report as json
from bot.render.markdown import report as markdown
from bot.render.terminal import report as terminal
from bot.words.ranking import Ranking
from bot.words.report import Report

_CODES = {Verdict.YES: 0, Verdict.NO: 1, Verdict.AT_RISK: 1, Verdict.UNKNOWN: 3}


def exit_code(verdict: Verdict) -> int:
    """0 can send, 1 cannot or at risk, 3 unknown."""
    return _CODES[verdict]


def rendered(report: Report, output: Format, ranked: Ranking | None = None) -> str:
    """The whole answer, ended by a line end. ranked: how its causes were ranked, to be told too."""
    if output is Format.JSON:
        told = {"ranking": ranking.values(ranked)} if ranked else {}
        return json.dumped(json.answer(report) | told) + "\n"
    if output is Format.MARKDOWN:
        return markdown.document(report) + (ranking.markdown(ranked) if ranked else "")
    width, colours = screen()
    answer = terminal.answer(report, width=width, colours=colours)
    return answer + (ranking.text(ranked, width=width, colours=colours) if ranked else "")
