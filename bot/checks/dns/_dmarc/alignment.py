"""Whether DKIM or SPF authenticates the sender's domain in mail that SES sends. DMARC needs one of the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.checks.dns._dmarc.record import DmarcRecord, Published
from bot.checks.dns._dmarc.walk import Unanswered, aligned
from bot.checks.dns._records.sending import Sending
from bot.checks.identity_names import registrable

# States that another finding explains: without it the leg would pass.
_REPAIRABLE = frozenset({"off", "pending", "failed", "records", "not_verified", "spf_fails"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One way to pass. name: dkim or spf. domain: what it authenticates now, "" for nothing. would: it would align if it
    worked.

    state: passes, or why not: off, pending, failed, records (DKIM), not_set, not_verified, spf_fails (SPF), other_domain,
    strict (it authenticates another name of the same organisation), boundary (no DMARC record says that both names belong
    together), or unknown.
    """

    name: str
    domain: str
    state: str
    would: bool = False

    @property
    def passes(self) -> bool | None:
        """None where it cannot be told."""
        return None if self.state == "unknown" else self.state == "passes"

    @property
    def repairable(self) -> bool:
        """True where it would pass if DKIM or MAIL FROM of the identity worked."""
        return self.would and self.state in _REPAIRABLE


def dkim_leg(
    sender: str, facts: Sending, record: DmarcRecord, seen: Mapping[str, Published], broken: bool | None
) -> Leg:
    """sender: the domain of the From address. broken: DNS lacks what the signature needs, None where it cannot be told."""
    state = facts.dkim
    if not state and broken is not False:
        state = "records" if broken else "unknown"
    domain = facts.domain if state in ("", "records", "unknown") else ""
    return _leg("dkim", domain, facts.domain, state, sender, seen, strict=record.strict_dkim)


def spf_leg(
    sender: str, facts: Sending, record: DmarcRecord, seen: Mapping[str, Published], passes: bool | None, own: str
) -> Leg:
    """passes: what SPF says of SES's hosts on the MAIL FROM domain. own: the configured MAIL FROM domain, "" where none
    is.
    """
    state = facts.envelope
    if not state and passes is not True:
        state = "unknown" if passes is None else "spf_fails"
    return _leg("spf", facts.mail_from, own or facts.mail_from, state, sender, seen, strict=record.strict_spf)


def _leg(
    name: str, shown: str, meant: str, state: str, sender: str, seen: Mapping[str, Published], *, strict: bool
) -> Leg:
    """shown: the domain that is authenticated now. meant: the one that would be if the leg worked."""
    if state == "not_set":
        return Leg(name, shown, state)
    apart = _apart(sender, meant, seen, strict=strict)
    if apart == "unknown":
        return Leg(name, shown, state if state and state != "unknown" else "unknown", would=True)
    if state in ("", "unknown"):
        return Leg(name, shown, apart or state or "passes", would=not apart)
    return Leg(name, shown, state, would=not apart)


def _apart(sender: str, domain: str, seen: Mapping[str, Published], *, strict: bool) -> str:
    """Why a domain does not align with the sender's, "" where it does."""
    try:
        if aligned(sender, domain, seen, strict=strict):
            return ""
        if strict and aligned(sender, domain, seen, strict=False):
            return "strict"
    except Unanswered:
        return "unknown"
    return "boundary" if registrable(sender) == registrable(domain) and not strict else "other_domain"
