"""The answer to a run as Markdown. Values are not masked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.core.model import Outcome, Stage
from bot.render.clean import as_text, one_line
from bot.render.markdown.advice import advice
from bot.render.markdown.markup import code, document, inline, prose, titled_table
from bot.render.markdown.ranking import ranking_blocks
from bot.render.measures import duration, place, utc
from bot.render.names import group_name, stage_name
from bot.render.screen import PLAIN, Screen
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import CheckLine, Report


def render(report: Report, _screen: Screen = PLAIN) -> str:
    """The whole answer, ended by a line end."""
    return document(_blocks(report, catalogue(report.language)))


def _blocks(report: Report, say: Catalogue) -> Iterator[str]:
    yield f"# {inline(as_text(report.headline))}"
    yield prose(report.unsaid)
    if report.only and not report.unsure:
        yield prose(say("answer.only", group=group_name(report.only, say)))
    for number, root in enumerate(report.roots):
        if number:
            yield f"## {inline(root.title)}"
            yield prose(say("answer.also"))
        yield from advice(root, say)
    if report.symptoms:
        yield f"## {prose(say('answer.symptoms'))}"
        yield "\n".join(f"- {inline(symptom.title)}" for symptom in report.symptoms)
    if report.repairs:
        yield "\n".join(f"- {prose(repair)}" for repair in report.repairs)
    yield f"## {prose(say('answer.checks'))}"
    for _, members in groupby(report.explained_checks, key=lambda c: c.group):
        yield "\n".join(row for check in members for row in _check(check, say))
    yield from (block for table in report.tables for block in titled_table(table))
    took = {
        "duration": duration(report.ms, report.language),
        "date": utc(report.started_at, report.language),
        "run": report.run_id,
    }
    yield prose(say("answer.took", target=report.target, region=report.region, **took))
    if report.rest_at is not None:
        again = {"asked": len(report.asked_again), "date": utc(report.rest_at, report.language)}
        yield prose(say("answer.asked_again", **again))
    yield prose(place(report.vantage, report.language))
    if report.ranking:
        yield from ranking_blocks(report.ranking)


def _check(check: CheckLine, say: Catalogue) -> Iterator[str]:
    outcome = say(f"answer.outcome.{check.outcome}")
    took = "" if check.outcome is Outcome.SKIPPED else f" ({duration(check.ms, say.language)})"
    reasons = [prose(check.reason)] if check.reason else []
    if check.missing_permission and check.missing_permission not in check.reason:
        reasons.append(prose(say("answer.permission", action=f"`{check.missing_permission}`")))
    yield f"- {code(check.id)} {prose(check.label)}: **{prose(outcome)}**{took}" + "".join(f" - {r}" for r in reasons)
    yield from (f"  - {_stage(stage, say)}" for stage in check.stages)


def _stage(stage: Stage, say: Catalogue) -> str:
    took = "" if stage.outcome is Outcome.SKIPPED else f" ({duration(stage.ms, say.language)})"
    said = f"{prose(stage_name(stage.name, say))}: {prose(say(f'answer.outcome.{stage.outcome}'))}{took}"
    return f"{said} {code(stage.reply)}" if one_line(stage.reply) else said
