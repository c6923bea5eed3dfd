"""The domains that SES sends the sender's mail under: of the envelope (MAIL FROM) and of the signature (DKIM). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.dns._spf.host import SES
from bot.checks.failed_lookup import judge_failure
from bot.checks.identity_names import Found
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, skipped, unknown

_PENDING = frozenset({"PENDING", "NOT_STARTED"})
_FAILED = frozenset({"FAILED", "TEMPORARY_FAILURE"})


@dataclass(frozen=True, slots=True)
class Sending:
    """How the deciding identity sends.

    dkim: "" where it signs, else off, pending, failed or unknown. mail_from: the envelope's domain; SES's own where none is
    set or the one that is set does not work. envelope: "" where it is the identity's own, else not_set, not_verified or
    unknown. address_only: SES knows the address but no domain that covers it.
    """

    identity: str
    dkim: str
    mail_from: str
    envelope: str
    address_only: bool = False

    @property
    def domain(self) -> str:
        """The domain that DKIM signs for. An address identity signs as its domain."""
        return self.identity.rpartition("@")[2].lower()


def sending(found: Found) -> Sending | Judgement:
    """How mail is sent from here, or a judgement that says why that cannot be told."""
    if found.failures:
        return judge_failure(found.failures[0])
    if not found.verified:
        if found.verified is None:
            return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("VerifiedForSendingStatus",))
        return skipped("reason.not_verified_yet")
    nearest = found.identities[0]
    if found.unseen and nearest.dkim_enabled is None:
        return judge_failure(found.unseen)
    if not nearest.verified:
        # SES does not document whether an unverified identity overrides the settings of a verified one above it.
        return unknown("reason.in_front", identity=nearest.name)
    mail_from, envelope = _envelope(nearest)
    alone = "@" in nearest.name and len(found.identities) == 1
    return Sending(nearest.name, _dkim(nearest), mail_from, envelope, alone)


def _dkim(identity: Identity) -> str:
    if identity.dkim_enabled is None or identity.dkim_status is None:
        return "unknown"
    if not identity.dkim_enabled:
        return "off"
    if identity.dkim_status in _PENDING:
        return "pending" if identity.dkim_status == "PENDING" else "off"
    if identity.dkim_status in _FAILED:
        return "failed"
    return "" if identity.dkim_status == "SUCCESS" else "unknown"


def _envelope(identity: Identity) -> tuple[str, str]:
    if identity.mail_from_domain is None:
        # Without DKIM attributes the answer is incomplete, so it does not show that no MAIL FROM is set.
        return SES, "unknown" if identity.dkim_enabled is None else "not_set"
    domain = identity.mail_from_domain.lower()
    if identity.mail_from_status == "SUCCESS":
        return domain, ""
    if identity.mail_from_status in _PENDING | _FAILED:
        return SES, "not_verified"
    return domain, "unknown"
