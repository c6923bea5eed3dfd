"""Does the server accept the user name and password? Tried once, over TLS. 235 does not mean yet that mail may be sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checks.aws._access_key.freshness import listing_of, seconds_old
from bot.checks.smtp._auth.reply import of_reply
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.aws import CredentialShapes, Failure, KeyListing
from bot.core.evidence.smtp import Phase
from bot.core.model import Finding, Judgement, Note, Severity, skipped, unknown
from bot.core.role import Requirement, Role
from bot.core.target import Smtp, Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.smtp.dialogue import BUDGET
from bot.probes.smtp.session import STAGE_LIMIT


@dataclass(frozen=True, slots=True)
class Evidence:
    """phase: the AUTH part of the dialogue. listing: what IAM lists of the login's key, asked only where it was refused."""

    phase: Phase | None
    shapes: CredentialShapes
    listing: KeyListing | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """Signs in once. Where that is refused, asks how old the key is."""
    shapes = await context.probes.secrets.shapes()
    phase = await context.probes.smtp.auth() if context.target.smtp else None
    key, refused = shapes.smtp_username, phase is not None and phase.trouble is not None and phase.trouble.code == 535
    listed = refused and key.kind == "access_key" and not key.damage
    return Evidence(phase, shapes, await listing_of(context, key.shown) if listed else None)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Accepted, refused and why, or not tried."""
    phase, shapes = evidence.phase, evidence.shapes
    smtp = target.smtp
    if smtp is None or phase is None:
        return skipped("reason.no_smtp")
    if phase.not_tried is not None:
        if shapes.smtp_username.failure or shapes.smtp_password.failure:
            return unknown(phase.not_tried.key)
        return Judgement(note=phase.not_tried, skipped=True)
    return replace(_judged(smtp, phase, evidence), stages=phase.stages, transcript=phase.transcript)


def _judged(smtp: Smtp, phase: Phase, evidence: Evidence) -> Judgement:
    shapes = evidence.shapes
    tokens = login_tokens(shapes)
    if phase.accepted:
        note = Note("note.auth", {"reply": phase.reply})
        return Judgement(note=note, accepted=tokens)
    trouble = phase.trouble
    assert trouble is not None
    if trouble.kind == "no_mechanism":
        return _no_mechanism(smtp, phase)
    if trouble.kind == "malformed":
        return unknown("reason.odd_reply", reply=trouble.detail)
    if trouble.kind == "timeout":
        # Servers delay refusals on purpose, and after several of them every answer (Dovecot: up to 17 s). That is no fault.
        # https://doc.dovecot.org/2.3/configuration_manual/authentication/auth_penalty/
        return unknown("reason.auth_silent", seconds=round(STAGE_LIMIT))
    if trouble.kind != "reply":
        return _ended(smtp, phase)
    values: dict[str, Value] = {
        "key_id": shapes.smtp_username.shown,
        "host": smtp.host,
        "port": smtp.port,
        "reply": phase.reply,
    }
    judged = of_reply(smtp, trouble.code, phase.reply, values, tokens)
    note = Note("note.auth_refused", {"reply": phase.reply})
    findings = tuple(_with_age(finding, evidence.listing) for finding in judged.findings)
    return Judgement(findings, judged.note or note, judged.unknown)


def _with_age(finding: Finding, listing: KeyListing | Failure | None) -> Finding:
    """A key that was made seconds ago may be refused for that alone."""
    seconds = seconds_old(listing)
    if seconds is None or finding.code != "smtp.credentials_invalid":
        return finding
    return replace(finding, values={**finding.values, "seconds": seconds}, variant="new_key")


def login_tokens(shapes: CredentialShapes) -> frozenset[str]:
    """The tokens of findings about this login."""
    name = shapes.smtp_username
    key = [f"key:{name.shown}"] if name.kind in ("access_key", "temporary_key") else []
    return frozenset({"credential:smtp", *key})


def _no_mechanism(smtp: Smtp, phase: Phase) -> Judgement:
    trouble = phase.trouble
    offered = tuple(trouble.detail.split(", ")) if trouble and trouble.detail else ()
    values: dict[str, Value] = {"host": smtp.host, "mechanisms": tuple(m.upper() for m in offered)}
    about = frozenset({f"host:{smtp.host}", "credential:smtp"})
    variant = "" if offered else "none_offered"
    finding = Finding("smtp.auth_mechanism", Severity.FAIL, smtp.host, about, values, variant)
    return Judgement(findings=(finding,))


def _ended(smtp: Smtp, phase: Phase) -> Judgement:
    values: dict[str, Value] = {"host": smtp.host, "port": smtp.port, "stage": "auth"}
    about = frozenset({f"host:{smtp.host}", f"endpoint:{smtp.host}:{smtp.port}"})
    subject = f"{smtp.host}:{smtp.port}"
    finding = Finding("network.connection_dropped", Severity.FAIL, subject, about, values)
    return Judgement(findings=(finding,))


CHECK = Check(
    "smtp.auth",
    gather,
    judge,
    needs=(Need("config.credentials", frozenset({"credentials.missing"})), Need("smtp.connect"), Need("smtp.tls")),
    deadline=BUDGET + 1,
    probe=True,
    role=Role(required_for=(Requirement.SMTP,), proven_by_mail=True),
)
