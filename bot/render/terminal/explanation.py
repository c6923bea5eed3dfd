"""The explanation of a pasted error on a terminal: the verdict first, then other possible causes, then the fix."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.explain.explanation import Certainty
from bot.render.clean import one_line
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.advice import advice
from bot.render.terminal.layout import BLANK, bullet, draw, heading, inset, styled
from bot.render.terminal.rows import Hanging
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport

_SIGNS = {
    Certainty.CERTAIN: ("✖", "bold red"),
    Certainty.LIKELY: ("✖", "bold red"),
    Certainty.CANNOT_TELL: ("?", "bold magenta"),
    Certainty.NOT_SES: ("-", "bold yellow"),
    Certainty.UNKNOWN: ("?", "bold magenta"),
}


def render(report: ExplanationReport, screen: Screen = PLAIN) -> str:
    """The whole explanation, ended by a line end."""
    return draw(_page(report, catalogue(report.language)), screen)


def _page(report: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    for warning in report.warnings:
        yield Hanging(Styled("! ", "bold red"), styled(warning, "bold red"), 0)
    if report.warnings:
        yield BLANK
    sign, style = _SIGNS[report.result.verdict]
    yield Hanging(Styled(f"{sign} ", style), styled(report.headline, style), 0)
    for remark in report.remarks:
        yield inset(styled(remark), 2)
    yield from heading(say("explain.retry"))
    yield inset(styled(report.retry), 2)
    yield from _suspects(report, say)
    if report.advice:
        yield from advice(report.advice, say)
    if report.facts:
        yield from heading(say("explain.facts"))
        yield from (bullet(styled(f"{fact.label}: ").append(one_line(fact.value), "cyan")) for fact in report.facts)


def _suspects(report: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    if not report.suspects or (len(report.suspects) == 1 and report.advice):
        return
    yield from heading(say("explain.suspects") if report.advice else say("explain.nearest"))
    for number, suspect in enumerate(report.suspects, 1):
        yield Hanging(Styled(f"{number}. "), styled(suspect.title, "bold").append(f"  {suspect.code}", "dim"), 2)
        for line in (suspect.tells, suspect.decides):
            if line:
                yield inset(styled(line), 5)
