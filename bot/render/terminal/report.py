"""The answer to a run on a terminal, whole: the verdict first, then why, then the fix, then every check.

The short form is in bot.render.terminal.short.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.core.model import Outcome, Severity, Stage
from bot.render.clean import one_line
from bot.render.measures import duration, place, utc
from bot.render.names import group_name, stage_name
from bot.render.screen import PLAIN, Screen
from bot.render.terminal.advice import advice
from bot.render.terminal.layout import BLANK, SIGNS, bullet, draw, grid, heading, inset, styled
from bot.render.terminal.ranking import ranking_rows
from bot.render.terminal.rows import Hanging
from bot.render.terminal.short import VERDICTS, short_page
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import CheckLine, Report


def render(report: Report, screen: Screen = PLAIN) -> str:
    """The answer, ended by a line end: the short form, or all of it where the screen wants details."""
    page = _page if screen.details else short_page
    return draw(page(report, catalogue(report.language)), screen)


def _page(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    sign, style = VERDICTS[report.verdict]
    yield Hanging(Styled(f"{sign} ", style), styled(report.headline, style), 0)
    if report.unsaid:
        yield inset(styled(report.unsaid), 2)
    if report.only and not report.unsure:
        yield inset(styled(say("answer.only", group=group_name(report.only, say))), 2)
    for number, root in enumerate(report.roots):
        if number:
            mark, colour = ("✖", "bold red") if root.severity is Severity.FAIL else ("!", "bold yellow")
            yield from heading(say("answer.also"))
            yield Hanging(Styled(f"{mark} ", colour), styled(root.title, colour), 0)
        yield from advice(root, say)
    if report.symptoms:
        yield from heading(say("answer.symptoms"))
        yield from (bullet(styled(symptom.title)) for symptom in report.symptoms)
    if report.repairs:
        yield BLANK
        yield from (bullet(styled(repair)) for repair in report.repairs)
    yield from heading(say("answer.checks"))
    for check in report.explained_checks:
        yield from _check(check, say)
    yield BLANK
    took = {
        "duration": duration(report.ms, report.language),
        "date": utc(report.started_at, report.language),
        "run": report.run_id,
    }
    yield styled(say("answer.took", target=report.target, region=report.region, **took), "dim")
    if where := place(report.vantage, report.language):
        yield styled(where, "dim")
    if report.ranking:
        yield from ranking_rows(report.ranking)


def _check(check: CheckLine, say: Catalogue) -> Iterator[RenderableType]:
    sign, style = SIGNS[check.outcome]
    text = styled(check.label)
    if check.outcome is Outcome.SKIPPED:
        text.append(f"  {say('answer.outcome.skipped')}", "dim")
    else:
        text.append(f"  {duration(check.ms, say.language)}", "dim")
    yield Hanging(Styled(f"{sign} ", style), text, 2)
    if check.reason:
        yield inset(styled(one_line(check.reason)), 4)
    if check.missing_permission and check.missing_permission not in check.reason:
        yield inset(styled(say("answer.permission", action=f"`{check.missing_permission}`")), 4)
    for stage in check.stages:
        yield _stage(stage, say)
    for table in check.tables:
        yield from grid(table)


def _stage(stage: Stage, say: Catalogue) -> RenderableType:
    sign, style = SIGNS[stage.outcome]
    text = styled(stage_name(stage.name, say))
    if stage.outcome is Outcome.SKIPPED:
        text.append(f"  {say('answer.outcome.skipped')}", "dim")
    else:
        text.append(f"  {duration(stage.ms, say.language)}", "dim")
    if reply := one_line(stage.reply):
        text.append("  ").append(reply, "cyan")
    return Hanging(Styled(f"{sign} ", style), text, 4)
