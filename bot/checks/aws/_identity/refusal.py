"""What it means that AWS refuses the application's keys. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.checks.aws._access_key.freshness import seconds_old
from bot.checks.config._credentials.shapes import key_tokens
from bot.checks.failed_lookup import inspector_repair, judge_failure, skew_minutes
from bot.core.evidence.aws import CREDENTIAL_KINDS, Caller, Failure, FailureKind, FieldShape, KeyListing
from bot.core.model import Finding, Judgement, Note, Severity, unknown
from bot.core.target import Target, region_of_host
from bot.core.values import Value

# AWS refuses signatures older than five minutes (SES: fifteen).
SKEW_LIMIT = timedelta(minutes=4)
_CODES = {
    FailureKind.INVALID_KEY: "credentials.invalid_key_id",
    FailureKind.BAD_SIGNATURE: "credentials.signature_mismatch",
    FailureKind.EXPIRED_TOKEN: "credentials.expired_token",
    FailureKind.CLOCK_SKEW: "credentials.clock_skew",
    FailureKind.MALFORMED_KEY: "credentials.malformed",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who AWS says the callers are. key: the shape of the app's key id. token: a session token is sent along with it.

    Asked only where AWS does not know the key: elsewhere, the same call in a region that is enabled in every account;
    listing, what IAM lists of the key.
    """

    key: FieldShape
    app: Caller | Failure | None
    inspector: Caller | Failure | None
    elsewhere: Caller | Failure | None = None
    listing: KeyListing | Failure | None = None
    token: bool = False


def judge(target: Target, evidence: Evidence, app: Failure) -> Judgement:
    """The cause that AWS's error code names, refined by the evidence. UNKNOWN where it names none."""
    code = _CODES.get(app.kind)
    if code is None or app.kind is FailureKind.REFERENCE:
        return judge_failure(app)
    if app.kind is FailureKind.CLOCK_SKEW and _bots_clock(evidence, app):
        return unknown("reason.clock_skew", repair=inspector_repair(app), action=app.action)
    tokens = key_tokens(evidence.key, "app")
    values: dict[str, Value] = {
        "key_id": evidence.key.shown,
        "way": "app",
        "aws_code": app.code,
        "minutes": skew_minutes(app),
    }
    if code == "credentials.malformed":
        damage = evidence.key.damage or ("refused",)
        values |= {
            "names": ("app.access_key_id",),
            "damage": damage,
            "length": evidence.key.length,
            "expected_length": 20,
        }
        tokens = frozenset({"credential:app"})
    finding = Finding(code, Severity.FAIL, evidence.key.shown, tokens, values)
    findings = [_unknown_key(evidence, finding) if app.kind is FailureKind.INVALID_KEY else finding]
    if isinstance(evidence.elsewhere, Caller):
        # A region that is not enabled refuses every key, the SMTP user's too.
        host = (
            {f"host:{target.smtp.host}"} if target.smtp and region_of_host(target.smtp.host) == target.region else set()
        )
        findings.append(Finding("region.not_enabled", Severity.FAIL, evidence.key.shown, tokens | host, values))
    note = Note("note.refused", {"code": app.code, "message": app.message})
    # AWS compared the signature, so it knows the key: the key is neither deleted nor too new.
    known = frozenset({f"key:{evidence.key.shown}"} if app.kind is FailureKind.BAD_SIGNATURE else ())
    return Judgement(findings=tuple(findings), note=note, accepted=known)


def _unknown_key(evidence: Evidence, finding: Finding) -> Finding:
    """Why AWS does not know the key, as far as IAM's list and the session token tell."""
    listing, seconds = evidence.listing, seconds_old(evidence.listing)
    if seconds is not None:
        return replace(finding, variant="new", values={**finding.values, "seconds": seconds})
    if isinstance(listing, Failure) and listing.kind is FailureKind.NOT_FOUND:
        return replace(finding, variant="deleted")
    # A session token belongs to a temporary key. With a long-lived one, AWS refuses both together.
    stray = evidence.token and evidence.key.kind == "access_key"
    return replace(finding, variant="stray_token") if stray else finding


def _bots_clock(evidence: Evidence, app: Failure) -> bool:
    """The keys are tried from the bot's machine, so its clock is the one that may be off, unless AWS's Date header disproves
    that.
    """
    if app.skew is not None:
        return abs(app.skew) > SKEW_LIMIT
    inspector = evidence.inspector
    return isinstance(inspector, Failure) and inspector.kind in CREDENTIAL_KINDS
