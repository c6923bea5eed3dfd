"""The answer to a run on a terminal in short: verdict, cause, proof, next step, then what did not pass."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text as Styled

from bot.core.model import Outcome, Severity, Verdict
from bot.render.clean import one_line, visible
from bot.render.measures import duration, utc
from bot.render.names import group_name
from bot.render.terminal.layout import BLANK, SIGNS, inset, styled
from bot.render.terminal.rows import Hanging, Unbroken
from bot.words.brief import BriefCause, build_brief
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Report

VERDICTS = {
    Verdict.YES: ("✔", "bold green"),
    Verdict.NO: ("✖", "bold red"),
    Verdict.AT_RISK: ("!", "bold yellow"),
    Verdict.UNKNOWN: ("?", "bold magenta"),
}
# What a person must know about: told check by check, in this order.
_TROUBLE = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN)


def short_page(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    """The parts of the page."""
    sign, style = VERDICTS[report.verdict]
    only = f" ({group_name(report.only, say)})" if report.only else ""
    verdict = f"{report.verdict_label} - {one_line(report.target)}, {one_line(report.region)}{only}"
    yield Hanging(Styled(f"{sign} ", style), styled(verdict, style), 0)
    yield from _causes(report, say)
    yield BLANK
    yield from _trouble(report, say)
    yield from _passed(report, say)
    yield BLANK
    took = {"duration": duration(report.ms, report.language), "date": utc(report.started_at, report.language)}
    yield styled(say("answer.short", run=report.run_id, **took), "dim")


def _causes(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    brief = build_brief(report)
    for cause, root in zip(brief.causes, report.roots, strict=False):
        yield BLANK
        yield from _cause(cause, root, say, first=root is report.roots[0])
    if brief.more:
        yield inset(styled(say("answer.more_roots", count=str(brief.more))), 2)
    if report.undecided and not brief.causes:
        yield BLANK
        yield inset(styled(report.undecided.reason, "bold"), 2)
        yield inset(_next(report.undecided.next, say), 2)


def _cause(cause: BriefCause, root: Advice, say: Catalogue, *, first: bool) -> Iterator[RenderableType]:
    """A root cause: the first with proof, next step and command, the second by its title."""
    sign, style = SIGNS[Outcome.FAIL if cause.severity is Severity.FAIL else Outcome.WARN]
    yield Hanging(Styled(f"{sign} ", style), styled(cause.title, "bold"), 0)
    if not first:
        return
    yield inset(styled(cause.proof), 2)
    if cause.next:
        yield inset(_next(str(cause.next), say), 2)
    command = next((c for c in root.fix[0].commands if c.form == "cli"), None) if root.fix else None
    if command is not None and root.fix[0].risk != "breaks_senders":
        yield BLANK
        yield from (Unbroken(row, "cyan") for row in visible(command.text).strip("\n").split("\n"))


def _next(step: str, say: Catalogue) -> Styled:
    return Styled(f"{say('card.next')} ", "bold").append_text(styled(step))


def _trouble(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    """One line a reason: one trouble of the bot's own leaves many checks unknown."""
    for outcome in _TROUBLE:
        sign, style = SIGNS[outcome]
        by_reason: dict[str, list[str]] = {}
        for check in report.explained_checks:
            if check.outcome is outcome:
                by_reason.setdefault(one_line(check.reason), []).append(check.label)
        for reason, labels in by_reason.items():
            told = f": {reason}" if reason else ""
            yield Hanging(Styled(f"{sign} ", style), styled(f"{', '.join(labels)}{told}"), 0)


def _passed(report: Report, say: Catalogue) -> Iterator[RenderableType]:
    """One line a group. What somebody asked for by name has a line of its own."""
    sign, style = SIGNS[Outcome.PASS]
    passed = [check for check in report.explained_checks if check.outcome is Outcome.PASS]
    for group, members in groupby(passed, key=lambda check: check.group):
        labels = ", ".join(check.label for check in members)
        yield Hanging(Styled(f"{sign} ", style), styled(f"{group_name(group, say)}: {labels}"), 0)
    for check in passed:
        if check.on_request and check.reason:
            yield Hanging(Styled(f"{sign} ", style), styled(f"{check.label}: {one_line(check.reason)}"), 0)
