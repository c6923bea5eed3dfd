"""DKIM, MAIL FROM and shadowing of the nearest identity, which decides them. Pure."""

from __future__ import annotations

from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Note, Severity
from bot.core.values import Value

# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DkimAttributes.html and API_MailFromAttributes.html
_STATES = ("PENDING", "SUCCESS", "FAILED", "TEMPORARY_FAILURE", "NOT_STARTED")


def judge(identities: tuple[Identity, ...]) -> Judgement:
    """Findings about the nearest identity's settings. identities: nearest first, at least one."""
    nearest = identities[0]
    # An address identity without a domain identity has no DKIM to set up. dns.dmarc says what follows from that.
    dkim = [] if "@" in nearest.name and len(identities) == 1 else _dkim(nearest)
    findings = [*_shadow(identities), *dkim, *_mail_from(nearest)]
    # For an unverified identity the verification matters, and warnings about DKIM or MAIL FROM would distract.
    if not any(i.verified for i in identities):
        findings = []
    missing = tuple(_missing(nearest))
    note = Note("reason.fields_missing", {"action": "ses:GetEmailIdentity", "fields": missing})
    return Judgement(findings=tuple(findings), unknown=bool(missing), note=note if missing else None)


def _missing(identity: Identity) -> list[str]:
    """Fields without a value, or with one that this version does not know. Neither is good nor bad news."""
    missing = []
    if identity.dkim_enabled is None or identity.dkim_status not in _STATES:
        missing.append("DkimAttributes")
    if identity.mail_from_domain is not None and identity.mail_from_status not in _STATES:
        missing.append("MailFromDomainStatus")
    return missing


def _shadow(identities: tuple[Identity, ...]) -> list[Finding]:
    nearest = identities[0]
    parent = next((i for i in identities[1:] if i.verified), None)
    if "@" not in nearest.name or parent is None:
        return []
    loses_dkim = _signs(parent) and not _signs(nearest)
    loses_mail_from = parent.mail_from_domain is not None and nearest.mail_from_domain is None
    values: dict[str, Value] = {"identity": nearest.name, "parent": parent.name}
    if nearest.verified is False:
        return [_finding("identity.shadows_domain", nearest, values, Severity.WARN, "not_verified")]
    if loses_dkim or loses_mail_from:
        return [_finding("identity.shadows_domain", nearest, values, Severity.WARN)]
    return []


def _dkim(identity: Identity) -> list[Finding]:
    if identity.dkim_enabled is None or identity.dkim_status not in _STATES or _signs(identity):
        return []
    values: dict[str, Value] = {"identity": identity.name, "status": identity.dkim_status}
    if identity.dkim_status == "PENDING":
        return [_finding("dkim.failing", identity, values, Severity.WARN, "pending")]
    if identity.dkim_status in ("FAILED", "TEMPORARY_FAILURE"):
        return [_finding("dkim.failing", identity, values, Severity.WARN)]
    return [_finding("dkim.failing", identity, values, Severity.WARN, "off")]


def _mail_from(identity: Identity) -> list[Finding]:
    if identity.mail_from_domain is None or identity.mail_from_status == "SUCCESS":
        return []
    if identity.mail_from_status not in _STATES:
        return []
    values: dict[str, Value] = {
        "identity": identity.name,
        "mail_from_domain": identity.mail_from_domain,
        "status": identity.mail_from_status or "",
    }
    if identity.on_mx_failure == "REJECT_MESSAGE":
        return [_finding("mail_from.rejects_on_failure", identity, values, Severity.FAIL)]
    return [_finding("mail_from.not_verified", identity, values, Severity.WARN)]


def _signs(identity: Identity) -> bool:
    return bool(identity.dkim_enabled) and identity.dkim_status == "SUCCESS"


def _finding(code: str, identity: Identity, values: dict[str, Value], severity: Severity, variant: str = "") -> Finding:
    return Finding(code, severity, identity.name, frozenset({f"identity:{identity.name}"}), values, variant)
