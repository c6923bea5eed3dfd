"""What one place saw: the facts that another place may see otherwise. Codes and values, small enough to be pasted.

As JSON it is "ses-check-probe/1" (docs/json.md), and the part "seen" of "ses-check/1".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from bot.core.facts import CertificateFacts
from bot.core.model import NOWHERE, CheckResult, Outcome, RunResult, Stage, Vantage, Verdict
from bot.core.redact import cut

SCHEMA = "ses-check-probe/1"
OK = "ok"
# What a server or a library said where a stage ended; a few words decide.
DETAIL = 80
_ADDRESSES = 4
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
    facts = run.facts
    credentials, certificate = facts.credentials, facts.certificate
    return Seen(
        target=run.target,
        region=run.region,
        at=run.started_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        ms=run.ms,
        vantage=run.vantage,
        can_send=str(verdict) if verdict is not None and run.only is None else "",
        endpoint=_endpoint(run),
        keys={way: key for way, key in (("smtp", credentials.smtp_username), ("app", credentials.app_key_id)) if key},
        shapes=dict(credentials.shapes),
        caller=facts.accounts.app_arn,
        clock=facts.clock_skew,
        addresses=facts.addresses[:_ADDRESSES],
        peer=facts.connection.peer,
        certificate=Certificate(certificate.issuer, certificate.tls_version, _days_left(run, certificate)),
        families={f.family: _answer(f.answer) for f in facts.families},
        ports=tuple(Port(p.port, _answer(p.answer), p.ms) for p in facts.ports),
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


def _endpoint(run: RunResult) -> str:
    """ "" where the run did not ask for SMTP."""
    smtp = run.smtp if any(result.group == "smtp" for result in run.results) else None
    return f"{smtp.host}:{smtp.port}" if smtp else ""


def _days_left(run: RunResult, certificate: CertificateFacts) -> int | None:
    return (certificate.expires_at - run.started_at).days if certificate.expires_at else None


def _answer(answer: str) -> str:
    return OK if answer == "greets" else answer


def _step(stage: Stage) -> Step:
    match = _CODE.match(stage.reply)
    detail = "" if stage.outcome is Outcome.PASS else cut(stage.reply, DETAIL)
    return Step(stage.name, str(stage.outcome), stage.ms, int(match[1]) if match else 0, detail)


def _look(result: CheckResult) -> Look:
    note = result.judgement.note
    reason = note.key.removeprefix("reason.") if note and note.key.startswith("reason.") else ""
    causes = tuple(dict.fromkeys(f.code for f in result.findings))
    return Look(str(result.outcome), causes, "crash" if result.incident else reason)
