"""Is the sender's identity good in this region? Verification, DKIM and MAIL FROM."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.failed_lookup import combine, judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities, names_for, near_names, other_case
from bot.checks.ses._identity import sender_setup
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Note, Severity, passed, unknown
from bot.core.role import Requirement, Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """found: the identities here. near: names much like the sender's, asked only where there is none.

    lower_case: the identity of the sender's address in lower case, asked only where nothing covers it as written.
    """

    found: Found
    near: tuple[str, ...]
    inspector: Caller | Failure | None
    lower_case: Identity | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """The identities that can cover the sender. Where there is none, all identities of the region, for a similar name."""
    region = context.target.region
    found, inspector = await with_inspector(context, identities(context, region))
    spelt = other_case(context.target) if found.verified is False and not found.owner else ""
    lower_case = await context.probes.aws.identity(spelt, region) if spelt else None
    near: tuple[str, ...] = ()
    if not found.identities and not found.failures and not found.owner:
        listed = await context.probes.aws.list_identities(region)
        near = () if isinstance(listed, Failure) else near_names(names_for(context.target), listed)
    return Evidence(found, near, inspector, lower_case)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Verified or why not, then its settings."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found = evidence.found
    parts = [_verification(target, evidence), *(judge_failure(f) for f in found.failures[:1])]
    if found.identities:
        parts.append(_set_up(found))
    return combine(*parts)


def _set_up(found: Found) -> Judgement:
    """DKIM and MAIL FROM. The list of identities does not hold these."""
    if found.unseen and found.identities[0].dkim_status is None:
        return judge_failure(found.unseen)
    return sender_setup.judge(found.identities)


def _verification(target: Target, evidence: Evidence) -> Judgement:
    found = evidence.found
    if found.verified:
        nearest = next(i for i in found.identities if i.verified)
        return passed(Note("note.verified", {"identity": nearest.name, "region": found.region}))
    if found.owner and found.verified is False:
        values: dict[str, Value] = {"identity": target.identity_name, "identity_account": found.owner, "resource": ""}
        about = frozenset({f"identity:{target.identity_name}"})
        finding = _finding("identity.not_authorized", target.identity_name, about, values, "not_verified")
        return Judgement(findings=(finding,))
    if found.verified is None:
        if found.failures:
            return Judgement()
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("VerifiedForSendingStatus",))
    about = frozenset({f"identity:{name}" for name in names_for(target)} | {f"region:{found.region}"})
    other = evidence.lower_case
    if isinstance(other, Identity) and other.verified:
        spelt: dict[str, Value] = {"identity": other.name, "status": "missing"}
        finding = _finding("identity.not_verified", target.sender, about, spelt, "letter_case")
        return Judgement(findings=(finding,))
    if not found.identities:
        values = {"identity": target.domain, "status": "missing", "near": evidence.near}
        variant = "missing_near" if evidence.near else "missing"
        return Judgement(findings=(_finding("identity.not_verified", target.domain, about, values, variant),))
    nearest = found.identities[0]
    values = {"identity": nearest.name, "status": nearest.status or "", **_checked_by_ses(nearest)}
    if nearest.status in ("FAILED", "TEMPORARY_FAILURE"):
        variant = _story(nearest)
        return Judgement(findings=(_finding("identity.verification_failed", nearest.name, about, values, variant),))
    variant = "with_error" if nearest.error else ""
    return Judgement(findings=(_finding("identity.not_verified", nearest.name, about, values, variant),))


def _checked_by_ses(identity: Identity) -> dict[str, Value]:
    """What SES found when it last checked, and when it last succeeded."""
    return {
        "error": identity.error or "",
        "last_checked_at": identity.last_checked.isoformat() if identity.last_checked else "",
        "last_success_at": identity.last_success.isoformat() if identity.last_success else "",
    }


def _story(identity: Identity) -> str:
    """The wording that fits: the error that SES reports, and whether the identity was ever verified."""
    if not identity.error:
        return "error_unknown"
    checked, good = identity.last_checked, identity.last_success
    if checked is None:
        return "unchecked"
    return "lost" if good is not None and good < checked else ""


def _finding(code: str, subject: str, about: frozenset[str], values: dict[str, Value], variant: str = "") -> Finding:
    return Finding(code, Severity.FAIL, subject, about, values, variant)


CHECK = Check(
    "ses.identity",
    gather,
    judge,
    asks_region=True,
    role=Role(required_for=(Requirement.ANY_MAIL,), proven_by_mail=True),
)
