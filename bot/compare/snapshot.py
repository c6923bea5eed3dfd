"""Snapshot: the results of one run that may differ on another machine, as codes and values small enough to be pasted.

Its JSON form is the object "ses-check-probe/1", and the key "seen" of "ses-check/1" (docs/json.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from bot.core.facts import CertificateFacts
from bot.core.model import NOWHERE, CheckResult, NoteKind, Outcome, RunResult, Stage, Vantage, Verdict
from bot.core.principal_arn import plain_role
from bot.core.redact import cut

SCHEMA = "ses-check-probe/1"
OK = "ok"
# Characters kept of what a server or a library said when a stage failed.
DETAIL = 80
_ADDRESSES = 4
_CODE = re.compile(r"([2-5]\d\d)\b")


@dataclass(frozen=True, slots=True)
class CheckState:
    """The outcome of one check. causes: codes found. reason: why it is UNKNOWN or SKIPPED, a key without its "reason."."""

    outcome: str
    causes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageState:
    """The outcome of one SMTP stage. ms: duration. code: the reply code, 0 for none. detail: "" unless the stage failed."""

    name: str
    outcome: str
    ms: int
    code: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Port:
    """One port of the SMTP host. answer: "ok", or how it failed: refused, timeout, unreachable, silent … ms: duration."""

    port: int
    answer: str
    ms: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """The SMTP server's certificate. tls: the protocol version. days: until it expires. Empty where TLS was not reached."""

    issuer: str = ""
    tls: str = ""
    days: int | None = None


_NO_CERTIFICATE = Certificate()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one machine found. "", None and empty collections mean: not known.

    at: start of the run, UTC, ISO 8601 with a Z. ms: its duration. can_send: the verdict, "" for a probe or a partial
    run. endpoint: "host:port" of SMTP. keys: access key ids by "smtp" and "app". shapes: per credential field its kind,
    length and damage ("smtp_password 44"), never its value. caller: the ARN of the application's keys. clock: AWS's clock
    minus this machine's, in seconds. addresses: of the SMTP host. peer: the one that was connected to. families: by
    "ipv4" and "ipv6": "ok", "no_address", or how the connection failed. checks: by check id.
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
    certificate: Certificate = _NO_CERTIFICATE
    families: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[Port, ...] = ()
    stages: tuple[StageState, ...] = ()
    checks: Mapping[str, CheckState] = field(default_factory=dict)


def take_snapshot(run: RunResult, verdict: Verdict | None = None) -> Snapshot:
    """The snapshot of a run, new or stored. verdict: kept only where the run asked all checks."""
    facts = run.facts
    credentials, certificate = facts.credentials, facts.certificate
    return Snapshot(
        target=run.target,
        region=run.region,
        at=run.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ms=run.ms,
        vantage=run.vantage,
        can_send=str(verdict) if verdict is not None and run.only is None else "",
        endpoint=_endpoint(run),
        keys={way: key for way, key in (("smtp", credentials.smtp_username), ("app", credentials.app_key_id)) if key},
        shapes=dict(credentials.shapes),
        caller=plain_role(facts.accounts.app_arn),
        clock=facts.clock_skew,
        addresses=facts.addresses[:_ADDRESSES],
        peer=facts.connection.peer,
        certificate=Certificate(certificate.issuer, certificate.tls_version, _days_left(run, certificate)),
        families={f.family: _answer(f.answer) for f in facts.families},
        ports=tuple(Port(p.port, _answer(p.answer), p.ms) for p in facts.ports),
        stages=tuple(_stage(stage) for result in run.results for stage in result.judgement.stages),
        checks={result.id: _check(result) for result in run.results},
    )


def encode_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON-safe values; unknown values are left out."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "target": snapshot.target,
        "region": snapshot.region,
        "at": snapshot.at,
        "ms": snapshot.ms,
        "vantage": vantage_of(snapshot.vantage),
        "can_send": snapshot.can_send,
        "endpoint": snapshot.endpoint,
        "keys": dict(snapshot.keys),
        "shapes": dict(snapshot.shapes),
        "caller": snapshot.caller,
        "clock": snapshot.clock,
        "addresses": list(snapshot.addresses),
        "peer": snapshot.peer,
        "certificate": _known(
            issuer=snapshot.certificate.issuer, tls=snapshot.certificate.tls, days=snapshot.certificate.days
        ),
        "families": dict(snapshot.families),
        "ports": [{"port": p.port, "answer": p.answer, "ms": p.ms} for p in snapshot.ports],
        "stages": [
            {"name": s.name, "outcome": s.outcome, "ms": s.ms, **_known(code=s.code, detail=s.detail)}
            for s in snapshot.stages
        ],
        "checks": {
            name: {"outcome": state.outcome, **_known(causes=list(state.causes), reason=state.reason)}
            for name, state in snapshot.checks.items()
        },
    }
    return {name: value for name, value in said.items() if value not in ("", None, {}, [])}


def vantage_of(vantage: Vantage) -> dict[str, str]:
    """The machine as JSON-safe values."""
    return {"host": vantage.host, "address": vantage.address, "version": vantage.version}


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, 0, []) or value is False}


def _endpoint(run: RunResult) -> str:
    """ "" where the run did not ask for SMTP."""
    smtp = run.smtp if any(result.group == "smtp" for result in run.results) else None
    return f"{smtp.host}:{smtp.port}" if smtp else ""


def _days_left(run: RunResult, certificate: CertificateFacts) -> int | None:
    return (certificate.expires_at - run.started_at).days if certificate.expires_at else None


def _answer(answer: str) -> str:
    return OK if answer == "greets" else answer


def _stage(stage: Stage) -> StageState:
    match = _CODE.match(stage.reply)
    detail = "" if stage.outcome is Outcome.PASS else cut(stage.reply, DETAIL)
    return StageState(stage.name, str(stage.outcome), stage.ms, int(match[1]) if match else 0, detail)


def _check(result: CheckResult) -> CheckState:
    causes = tuple(dict.fromkeys(f.code for f in result.findings))
    return CheckState(str(result.outcome), causes, _reason(result))


def _reason(result: CheckResult) -> str:
    note = result.judgement.note
    if note is None:
        return "blocked" if result.blocked_by else ""
    return note.code if note.kind is NoteKind.REASON else ""
