"""What one place saw: the facts that another place may see otherwise. Codes and values, small enough to be pasted.

As JSON it is "ses-check-probe/1" (docs/json.md), and the part "seen" of "ses-check/1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.core.model import NOWHERE, CheckResult, Outcome, RunResult, Stage, Value, Vantage, Verdict
from bot.core.redact import cut

SCHEMA = "ses-check-probe/1"
OK = "ok"
# What a server or a library said where a stage ended; a few words decide.
DETAIL = 80
_ADDRESSES = 8
_CODE = re.compile(r"([2-5]\d\d)\b")


@dataclass(frozen=True, slots=True)
class Look:
    """How one check ended. causes: their codes. reason: the code of why it could not look or was not asked."""

    outcome: str
    causes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the SMTP dialogue. code: the reply code, 0 for none. detail: only where it did not pass."""

    name: str
    outcome: str
    ms: int
    code: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Port:
    """One port of the endpoint. answer: "ok", or how it failed: refused, timeout, unreachable, silent …"""

    port: int
    answer: str
    ms: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """Of the SMTP server. issuer "" and days None where none was seen."""

    issuer: str = ""
    tls: str = ""
    days: int | None = None


_UNSEEN = Certificate()


@dataclass(frozen=True, slots=True)
class Seen:
    """at: UTC, ISO 8601 with a Z. can_send: the verdict of a whole check, "" for a probe. endpoint: "host:port".

    keys: key ids and user names by way (smtp, app). shapes: kind, length and damage by field, never a value. caller: the
    ARN of the application's keys. clock: AWS's clock minus this machine's, seconds. peer: the address that was connected
    to. families: "ok", no_address, or how it failed, by ipv4 and ipv6.
    """

    target: str
    region: str = ""
    at: str = ""
    ms: int = 0
    vantage: Vantage = NOWHERE
    can_send: str = ""
    endpoint: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)
    caller: str = ""
    clock: int | None = None
    addresses: tuple[str, ...] = ()
    peer: str = ""
    certificate: Certificate = _UNSEEN
    families: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[Port, ...] = ()
    stages: tuple[Step, ...] = ()
    checks: Mapping[str, Look] = field(default_factory=dict)


def seen_in(run: RunResult, verdict: Verdict | None = None) -> Seen:
    """What a run saw, stored ones too. verdict: of a whole run."""
    known = {result.id: _values(result) for result in run.results}
    facts = known.get("config.credentials", {})
    tls = known.get("smtp.tls", {})
    return Seen(
        target=run.target,
        region=run.region,
        at=run.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ms=run.ms,
        vantage=run.vantage,
        can_send=str(verdict) if verdict is not None and run.only is None else "",
        endpoint=_endpoint(run),
        keys=_under("key.", facts),
        shapes=_under("shape.", facts),
        caller=str(known.get("aws.identity", {}).get("app_arn", "")),
        clock=_number(known.get("aws.endpoint", {}).get("skew_seconds")),
        addresses=_texts(known.get("dns.host", {}).get("addresses"))[:_ADDRESSES],
        peer=str(known.get("smtp.connect", {}).get("peer_address", "")),
        certificate=_certificate(run, tls),
        families=dict(_families(run)),
        ports=tuple(_ports(run)),
        stages=tuple(_step(stage) for result in run.results for stage in result.judgement.stages),
        checks={result.id: _look(result) for result in run.results},
    )


def encode(seen: Seen) -> dict[str, Any]:
    """JSON-safe values; what is not known is left out."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "target": seen.target,
        "region": seen.region,
        "at": seen.at,
        "ms": seen.ms,
        "vantage": vantage_of(seen.vantage),
        "can_send": seen.can_send,
        "endpoint": seen.endpoint,
        "keys": dict(seen.keys),
        "shapes": dict(seen.shapes),
        "caller": seen.caller,
        "clock": seen.clock,
        "addresses": list(seen.addresses),
        "peer": seen.peer,
        "certificate": _known(issuer=seen.certificate.issuer, tls=seen.certificate.tls, days=seen.certificate.days),
        "families": dict(seen.families),
        "ports": [{"port": p.port, "answer": p.answer, "ms": p.ms} for p in seen.ports],
        "stages": [
            {"name": s.name, "outcome": s.outcome, "ms": s.ms, **_known(code=s.code, detail=s.detail)}
            for s in seen.stages
        ],
        "checks": {
            name: {"outcome": look.outcome, **_known(causes=list(look.causes), reason=look.reason)}
            for name, look in seen.checks.items()
        },
    }
    return {name: value for name, value in said.items() if value not in ("", None, {}, [])}


def vantage_of(vantage: Vantage) -> dict[str, str]:
    """The place as JSON-safe values."""
    return {"host": vantage.host, "address": vantage.address, "version": vantage.version}


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, 0, []) or value is False}


def _values(result: CheckResult) -> dict[str, Value]:
    """Whatever a check says by name: its findings, its note, its facts."""
    judgement = result.judgement
    values: dict[str, Value] = {}
    for finding in reversed(judgement.findings):
        values |= finding.values
    return values | dict(judgement.note.values if judgement.note else {}) | dict(judgement.facts)


def _endpoint(run: RunResult) -> str:
    connect = run.result("smtp.connect")
    note = connect.judgement.note if connect else None
    if connect is None or (note is not None and note.key == "reason.no_smtp"):
        return ""
    return f"{run.context.get('smtp_host', '')}:{run.context.get('smtp_port', '')}"


def _under(prefix: str, facts: Mapping[str, Value]) -> dict[str, str]:
    return {name.removeprefix(prefix): str(value) for name, value in facts.items() if name.startswith(prefix)}


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _certificate(run: RunResult, known: Mapping[str, Value]) -> Certificate:
    issuer = known.get("certificate_issuer") or known.get("issuer") or ""
    return Certificate(str(issuer), str(known.get("tls_version", "")), _days(run, known))


def _days(run: RunResult, known: Mapping[str, Value]) -> int | None:
    ends = known.get("certificate_expires_at") or known.get("expires_at")
    try:
        return (datetime.fromisoformat(str(ends)) - run.started_at).days if ends else _number(known.get("days"))
    except (ValueError, TypeError):
        return None


def _rows(run: RunResult, key: str) -> Iterator[dict[str, Value]]:
    for table in (table for result in run.results for table in result.judgement.tables if table.key == key):
        yield from (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _ports(run: RunResult) -> Iterator[Port]:
    for row in _rows(run, "ports"):
        number, ms = _number(row.get("port")), _number(row.get("ms"))
        if number is not None:
            yield Port(number, _answer(row), ms or 0)


def _families(run: RunResult) -> Iterator[tuple[str, str]]:
    result = run.result("smtp.families")
    note = result.judgement.note if result else None
    if note is not None and note.key == "note.both_families":
        yield from (("ipv4", OK), ("ipv6", OK))
    elif note is not None and note.key in ("note.no_route", "note.one_family"):
        missing = "no_route" if note.key == "note.no_route" else "no_address"
        family, other = (str(note.values.get(name, "")).lower() for name in ("family", "other_family"))
        yield from ((family, OK), (other, missing))
    for row in _rows(run, "families"):
        yield str(row.get("family", "")).lower(), _answer(row)


def _answer(row: Mapping[str, Value]) -> str:
    state = str(row.get("port_state", ""))
    return OK if state == "greets" else state


def _step(stage: Stage) -> Step:
    match = _CODE.match(stage.reply)
    detail = "" if stage.outcome is Outcome.PASS else cut(stage.reply, DETAIL)
    return Step(stage.name, str(stage.outcome), stage.ms, int(match[1]) if match else 0, detail)


def _look(result: CheckResult) -> Look:
    note = result.judgement.note
    reason = note.key.removeprefix("reason.") if note and note.key.startswith("reason.") else ""
    causes = tuple(dict.fromkeys(f.code for f in result.findings))
    return Look(str(result.outcome), causes, "crash" if result.incident else reason)
