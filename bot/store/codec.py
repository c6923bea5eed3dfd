"""A run as plain JSON: codes, values and evidence, no words, so that it can be read in any language later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.core.model import (
    CheckResult,
    Finding,
    Judgement,
    Note,
    Outcome,
    Record,
    RunResult,
    Severity,
    Stage,
    Table,
    Values,
    Vantage,
)

VERSION = 1


def encode(run: RunResult) -> dict[str, Any]:
    """JSON-safe data of a run."""
    return {
        "version": VERSION,
        "run_id": run.run_id,
        "target": run.target,
        "region": run.region,
        "only": run.only,
        "ways": list(run.ways),
        "started_at": run.started_at.isoformat(),
        "ms": run.ms,
        "context": _values(run.context),
        "vantage": {"host": run.vantage.host, "address": run.vantage.address, "version": run.vantage.version},
        "results": [_result(r) for r in run.results],
    }


def decode(data: Mapping[str, Any]) -> RunResult:
    """The run again. Raises KeyError or ValueError on data of another shape."""
    if data["version"] != VERSION:
        raise ValueError(f"a run of version {data['version']}, this is {VERSION}")
    return RunResult(
        run_id=data["run_id"],
        target=data["target"],
        region=data["region"],
        only=data["only"],
        ways=tuple(data["ways"]),
        started_at=datetime.fromisoformat(data["started_at"]),
        ms=data["ms"],
        results=tuple(_read_result(r) for r in data["results"]),
        context=_read_values(data["context"]),
        # Runs were stored before they knew where they were made.
        vantage=_read_vantage(data.get("vantage", {})),
    )


def _read_vantage(data: Mapping[str, Any]) -> Vantage:
    return Vantage(data.get("host", ""), data.get("address", ""), data.get("version", ""))


def _result(result: CheckResult) -> dict[str, Any]:
    judgement = result.judgement
    return {
        "id": result.id,
        "outcome": result.outcome.value,
        "ms": result.ms,
        "blocked_by": result.blocked_by,
        "incident": result.incident,
        "findings": [_finding(f) for f in judgement.findings],
        "disproved": [_finding(f) for f in judgement.disproved],
        "note": _note(judgement.note),
        "unknown": judgement.unknown,
        "skipped": judgement.skipped,
        "repair": _note(judgement.repair),
        "missing_permission": judgement.missing_permission,
        "accepted": sorted(judgement.accepted),
        "decided": None if judgement.decided is None else sorted(judgement.decided),
        "facts": _values(judgement.facts),
        "stages": [
            {"name": s.name, "outcome": s.outcome.value, "ms": s.ms, "reply": s.reply} for s in judgement.stages
        ],
        "tables": [{"key": t.key, "columns": list(t.columns), "rows": _rows(t)} for t in judgement.tables],
        "transcript": list(judgement.transcript),
    }


def _read_result(data: Mapping[str, Any]) -> CheckResult:
    judgement = Judgement(
        findings=tuple(_read_finding(f) for f in data["findings"]),
        disproved=tuple(_read_finding(f) for f in data.get("disproved", ())),
        note=_read_note(data["note"]),
        unknown=data["unknown"],
        skipped=data["skipped"],
        repair=_read_note(data["repair"]),
        missing_permission=data["missing_permission"],
        accepted=frozenset(data["accepted"]),
        decided=None if data["decided"] is None else frozenset(data["decided"]),
        facts=_read_values(data["facts"]),
        stages=tuple(Stage(s["name"], Outcome(s["outcome"]), s["ms"], s["reply"]) for s in data["stages"]),
        tables=tuple(_read_table(t) for t in data.get("tables", ())),
        transcript=tuple(data.get("transcript", ())),
    )
    outcome = Outcome(data["outcome"])
    return CheckResult(data["id"], outcome, data["ms"], judgement, data["blocked_by"], data["incident"])


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "about": sorted(finding.about),
        "values": _values(finding.values),
        "variant": finding.variant,
        "presumed": finding.presumed,
        "records": [_record(r) for r in finding.records],
    }


def _read_finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        data["code"],
        Severity(data["severity"]),
        data["subject"],
        frozenset(data["about"]),
        _read_values(data["values"]),
        data["variant"],
        data["presumed"],
        tuple(_read_record(r) for r in data.get("records", ())),
    )


def _record(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "type": record.type,
        "expected": record.expected,
        "found": list(record.found),
        "keep": list(record.keep),
        "mistake": record.mistake,
        "ttl": record.ttl,
        "found_at": record.found_at,
    }


def _read_record(data: Mapping[str, Any]) -> Record:
    found, keep, found_at = tuple(data["found"]), tuple(data["keep"]), data.get("found_at", "")
    return Record(data["name"], data["type"], data["expected"], found, keep, data["mistake"], data["ttl"], found_at)


def _rows(table: Table) -> list[list[Any]]:
    return [[list(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows]


def _read_table(data: Mapping[str, Any]) -> Table:
    rows = (tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in data["rows"])
    return Table(data["key"], tuple(data["columns"]), tuple(rows))


def _note(note: Note | None) -> dict[str, Any] | None:
    return None if note is None else {"key": note.key, "values": _values(note.values)}


def _read_note(data: Mapping[str, Any] | None) -> Note | None:
    return None if data is None else Note(data["key"], _read_values(data["values"]))


def _values(values: Values) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


def _read_values(data: Mapping[str, Any]) -> Values:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
