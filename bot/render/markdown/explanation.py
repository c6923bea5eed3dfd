"""The explanation of a pasted error as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.clean import as_text
from bot.render.markdown.advice import advice
from bot.render.markdown.markup import code, document, inline, prose
from bot.render.screen import PLAIN, Screen
from bot.words.catalogue import Catalogue, catalogue
from bot.words.explanation import ExplanationReport


def render(report: ExplanationReport, _screen: Screen = PLAIN) -> str:
    """The whole explanation, ended by a line end."""
    return document(_blocks(report, catalogue(report.language)))


def _blocks(report: ExplanationReport, say: Catalogue) -> Iterator[str]:
    if report.warnings:
        yield "\n".join(f"> **{prose(warning)}**  " for warning in report.warnings)
    yield f"# {inline(as_text(report.headline))}"
    yield from map(prose, report.remarks)
    yield f"**{prose(say('explain.retry'))}:** {prose(report.retry)}"
    if len(report.suspects) > 1 or (report.suspects and not report.advice):
        yield f"### {prose(say('explain.suspects') if report.advice else say('explain.nearest'))}"
        yield "\n".join(_suspects(report))
    if report.advice:
        yield from advice(report.advice, say)
    if report.facts:
        yield f"### {prose(say('explain.facts'))}"
        yield "\n".join(f"- {prose(fact.label)}: {code(fact.value)}" for fact in report.facts)


def _suspects(report: ExplanationReport) -> Iterator[str]:
    for number, suspect in enumerate(report.suspects, 1):
        said = "; ".join(prose(line) for line in (suspect.tells, suspect.decides) if line)
        yield f"{number}. **{prose(suspect.title)}** ({code(suspect.code)})" + (f" - {said}" if said else "")
