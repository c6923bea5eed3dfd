"""An answer in the form that was asked for, and its exit code."""

from __future__ import annotations

from bot.cli.options import Format
from bot.cli.screen import screen
from bot.core.model import Verdict
from bot.render import json, markdown, terminal
from bot.words.report import Report

_CODES = {Verdict.YES: 0, Verdict.NO: 1, Verdict.AT_RISK: 1, Verdict.UNKNOWN: 3}


def exit_code(verdict: Verdict) -> int:
    """0 can send, 1 cannot or at risk, 3 unknown."""
    return _CODES[verdict]


def rendered(report: Report, output: Format) -> str:
    """The whole answer, ended by a line end."""
    if output is Format.JSON:
        return json.dumped(json.answer(report)) + "\n"
    if output is Format.MARKDOWN:
        return markdown.document(report)
    width, colours = screen()
    return terminal.answer(report, width=width, colours=colours)
