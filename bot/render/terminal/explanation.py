"""The explanation of a pasted error on a terminal: the verdict first, then other possible causes, then the fix.

In short: whether to send again, the cause and its proof or the possible causes, and the first steps.
"""

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
from bot.words.brief import first_sentence
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport

# Of the short form.
MOST_SUSPECTS = 3
MOST_STEPS = 3
_SIGNS = {
    Certainty.CERTAIN: ("✖", "bold red"),
    Certainty.LIKELY: ("✖", "bold red"),
    Certainty.CANNOT_TELL: ("?", "bold magenta"),
    Certainty.NOT_SES: ("-", "bold yellow"),
    Certainty.UNKNOWN: ("?", "bold magenta"),
}


def render(report: ExplanationReport, screen: Screen = PLAIN) -> str:
    """The explanation, whole or in short as the screen wants it, ended by a line end."""
    page = _page if screen.details else _short_page
    return draw(page(report, catalogue(report.language)), screen)


def _short_page(report: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    yield from _head(report)
    yield inset(styled(report.retry_short, "bold"), 2)
    for remark in report.remarks:
        yield inset(styled(remark), 2)
    one = report.advice if len(report.suspects) == 1 else None
    if one:
        yield inset(styled(first_sentence(one.why)), 2)
    yield from _suspects(report, say, MOST_SUSPECTS)
    if report.advice and report.result.verdict in (Certainty.CERTAIN, Certainty.LIKELY):
        yield from heading(say("answer.fix"))
        for number, step in enumerate(report.advice.fix[:MOST_STEPS], 1):
            yield Hanging(Styled(f"{number}. "), styled(step.text), 2)
    if report.advice:
        yield BLANK
        yield styled(say("explain.short"), "dim")


def _head(report: ExplanationReport) -> Iterator[RenderableType]:
    for warning in report.warnings:
        yield Hanging(Styled("! ", "bold red"), styled(warning, "bold red"), 0)
    if report.warnings:
        yield BLANK
    sign, style = _SIGNS[report.result.verdict]
    yield Hanging(Styled(f"{sign} ", style), styled(report.headline, style), 0)


def _page(report: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    yield from _head(report)
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


def _suspects(report: ExplanationReport, say: Catalogue, most: int | None = None) -> Iterator[RenderableType]:
    if not report.suspects or (len(report.suspects) == 1 and report.advice):
        return
    yield from heading(say("explain.suspects") if report.advice else say("explain.nearest"))
    for number, suspect in enumerate(report.suspects[:most], 1):
        yield Hanging(Styled(f"{number}. "), styled(suspect.title, "bold").append(f"  {suspect.code}", "dim"), 2)
        for line in (suspect.tells, suspect.decides if most is None else ""):
            if line:
                yield inset(styled(line), 5)
