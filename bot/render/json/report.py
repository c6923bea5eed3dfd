"""The answer as the stable object "ses-check/1", documented in docs/json.md. Keys are never renamed, only added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from bot.compare.snapshot import Snapshot, encode_snapshot, vantage_of
from bot.core.model import Stage
from bot.core.values import Values
from bot.render.clean import visible
from bot.words.report import Advice, CheckLine, Difference, Grid, Report, Step

SCHEMA = "ses-check/1"


def answer(report: Report) -> dict[str, Any]:
    """The report as JSON-safe values. Sentences mark code by backticks; times are UTC, durations whole milliseconds."""
    return {
        "schema": SCHEMA,
        "target": report.target,
        "region": report.region,
        "language": report.language,
        "run_id": report.run_id,
        "can_send": str(report.verdict),
        "root_causes": [cause(root) for root in report.roots],
        "symptoms": [cause(symptom) for symptom in report.symptoms],
        "checks": [_check(check) for check in report.checks],
        "vantage": vantage_of(report.vantage),
        **({"seen": _snapshot(report.snapshot)} if report.snapshot else {}),
        "started_at": report.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ms": report.ms,
    }


def error(message: str, places: Sequence[str]) -> dict[str, Any]:
    """What is said instead of an answer. places: where the mistakes are."""
    return {"schema": SCHEMA, "error": {"message": message, "places": list(places)}}


def dumped(value: object) -> str:
    """The value as readable JSON text, without control characters that a terminal could obey."""
    return json.dumps(_visible(value), ensure_ascii=False, indent=2, allow_nan=False)


def cause(advice: Advice) -> dict[str, Any]:
    """One cause with its fix, as in a report."""
    said: dict[str, Any] = {
        "code": advice.code,
        "severity": str(advice.severity),
        "subject": advice.subject,
        "values": _flat(advice.values),
        "title": str(advice.title),
        "why": str(advice.why),
        "fix": [_step(step) for step in advice.fix],
        "verify": str(advice.verify),
        "caution": str(advice.caution),
        "links": [{"title": link.title, "url": link.url} for link in advice.links],
    }
    return {**said, "records": [_record(record) for record in advice.differences]} if advice.differences else said


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """What a comparison with another place needs; that it is part of an answer, the schema outside says."""
    return {name: value for name, value in encode_snapshot(snapshot).items() if name != "schema"}


def _step(step: Step) -> dict[str, Any]:
    return {
        "text": str(step.text),
        "risk": step.risk,
        "undo": str(step.undo) if step.undo else None,
        "commands": [{"form": command.form, "text": command.text} for command in step.commands],
    }


def _record(record: Difference) -> dict[str, Any]:
    return {
        "name": record.name,
        "type": record.type,
        "expected": record.expected,
        "found": list(record.found),
        "found_at": record.found_at,
        "mistake": record.mistake,
    }


def table(grid: Grid) -> dict[str, Any]:
    """A table in words."""
    return {"title": grid.title, "columns": list(grid.columns), "rows": [list(row) for row in grid.rows]}


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
        said["tables"] = [table(grid) for grid in check.tables]
    return {**said, "stages": [_stage(stage) for stage in check.stages]} if check.group == "smtp" else said


def _stage(stage: Stage) -> dict[str, Any]:
    return {"name": stage.name, "outcome": str(stage.outcome), "ms": stage.ms, "reply": stage.reply}


def _flat(values: Values) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _visible(item) for name, item in value.items()}
    return [_visible(item) for item in value] if isinstance(value, list) else value
