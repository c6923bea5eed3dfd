"""An explanation for a terminal: the verdict first, then what else it can be, then the fix."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.explain.explanation import Certainty
from bot.render.clean import one_line
from bot.render.terminal.report import BLANK, WIDTH, advised, bullet, drawn, heading, inset, styled
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


def answer(explained: ExplanationReport, *, width: int = WIDTH, colours: bool = False) -> str:
    """The whole explanation, ended by a line end. width: columns, used up to 100."""
    return drawn(_page(explained, catalogue(explained.language)), width=width, colours=colours)


def _page(explained: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    for warning in explained.warnings:
        yield Hanging(Styled("! ", "bold red"), styled(warning, "bold red"), 0)
    if explained.warnings:
        yield BLANK
    sign, style = _SIGNS[explained.result.verdict]
    yield Hanging(Styled(f"{sign} ", style), styled(explained.headline, style), 0)
    for remark in explained.remarks:
        yield inset(styled(remark), 2)
    yield from heading(say("explain.retry"))
    yield inset(styled(explained.retry), 2)
    yield from _suspects(explained, say)
    if explained.advice:
        yield from advised(explained.advice, say)
    if explained.facts:
        yield from heading(say("explain.facts"))
        yield from (bullet(styled(f"{fact.label}: ").append(one_line(fact.value), "cyan")) for fact in explained.facts)


def _suspects(explained: ExplanationReport, say: Catalogue) -> Iterator[RenderableType]:
    if not explained.suspects or (len(explained.suspects) == 1 and explained.advice):
        return
    yield from heading(say("explain.suspects") if explained.advice else say("explain.nearest"))
    for number, suspect in enumerate(explained.suspects, 1):
        yield Hanging(Styled(f"{number}. "), styled(suspect.title, "bold").append(f"  {suspect.code}", "dim"), 2)
        for line in (suspect.tells, suspect.decides):
            if line:
                yield inset(styled(line), 5)
