"""The answer to a run as the object "ses-check/1"."""

from __future__ import annotations

from typing import Any

from bot.compare.snapshot import Snapshot, encode_snapshot, vantage_of
from bot.core.model import Stage
from bot.render.json.advice import cause_object
from bot.render.json.document import SCHEMA, dump, timestamp
from bot.render.json.ranking import ranking_object
from bot.render.screen import PLAIN, Screen
from bot.words.report import CheckLine, Grid, Report


def render(report: Report, _screen: Screen = PLAIN) -> str:
    """The whole answer, ended by a line end."""
    return dump(report_object(report))


def report_object(report: Report) -> dict[str, Any]:
    """The report as JSON-safe values. Backticks mark code in sentences; times are UTC, durations whole milliseconds."""
    return {
        "schema": SCHEMA,
        "target": report.target,
        "region": report.region,
        "language": report.language,
        "run_id": report.run_id,
        "can_send": str(report.verdict),
        "root_causes": [cause_object(root) for root in report.roots],
        "symptoms": [cause_object(symptom) for symptom in report.symptoms],
        "checks": [_check(check) for check in report.checks],
        "vantage": vantage_of(report.vantage),
        **({"seen": _snapshot(report.snapshot)} if report.snapshot else {}),
        "started_at": timestamp(report.started_at),
        "ms": report.ms,
        **_rest(report),
        **({"ranking": ranking_object(report.ranking)} if report.ranking else {}),
    }


def _rest(report: Report) -> dict[str, Any]:
    """For a verification: which checks it asked, and when the oldest of the others was."""
    if report.rest_at is None:
        return {}
    return {"asked_again": list(report.asked_again), "rest_at": timestamp(report.rest_at)}


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot without a schema of its own: it is part of this object."""
    return {name: value for name, value in encode_snapshot(snapshot).items() if name != "schema"}


def _check(check: CheckLine) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": check.id,
        "outcome": str(check.outcome),
        "causes": list(check.causes),
        "blocked_by": check.blocked_by,
        "reason": check.reason,
        "missing_permission": check.missing_permission,
        "ms": check.ms,
    }
    if check.tables:
        said["tables"] = [_table(grid) for grid in check.tables]
    return {**said, "stages": [_stage(stage) for stage in check.stages]} if check.group == "smtp" else said


def _table(grid: Grid) -> dict[str, Any]:
    """A table in words."""
    return {"title": grid.title, "columns": list(grid.columns), "rows": [list(row) for row in grid.rows]}


def _stage(stage: Stage) -> dict[str, Any]:
    return {"name": stage.name, "outcome": str(stage.outcome), "ms": stage.ms, "reply": stage.reply}
