"""Which identity decides a sender's DKIM, and the records that SES expects for it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.checks.identity_names import Found
from bot.core.evidence.identity import Identity

EXTERNAL = "EXTERNAL"
_DEFAULT_ZONE = "dkim.amazonses.com"
# Where SigningHostedZone is missing: https://docs.aws.amazon.com/general/latest/gr/ses.html#ses_dkim_domains
_REGIONAL_ZONES = frozenset(
    {
        "af-south-1", "ap-northeast-3", "ap-south-2", "ap-southeast-3", "ap-southeast-5", "ca-west-1", "eu-central-2",
        "eu-south-1", "il-central-1", "me-central-1", "us-gov-east-1",
    }
)  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One record that SES expects. value: a CNAME's target; "" for a TXT record, whose key only its owner knows."""

    token: str
    domain: str
    type: str
    value: str

    @property
    def name(self) -> str:
        """The name that the record belongs at."""
        return f"{self.token}._domainkey.{self.domain}"


def deciding(found: Found) -> Identity | None:
    """The domain identity whose records sign the sender's mail, or would verify it. None where there is none.

    An address identity that signs uses the records of its domain. One that does not sign turns signing off for its mail.
    https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-dkim.html
    """
    if not found.identities:
        return None
    nearest = found.identities[0]
    if "@" in nearest.name and not nearest.dkim_enabled:
        return None
    return next((identity for identity in found.identities if "@" not in identity.name), None)


def zone_of(identity: Identity) -> str | None:
    """The zone that the CNAMEs of its tokens point to. None where it is not known (with DEED it depends on another
    region).
    """
    if identity.dkim_zone:
        return identity.dkim_zone.rstrip(".").lower()
    if identity.dkim_origin != "AWS_SES":
        return None
    return f"dkim.{identity.region}.amazonses.com" if identity.region in _REGIONAL_ZONES else _DEFAULT_ZONE


def wanted(identity: Identity) -> tuple[Wanted, ...] | tuple[str, ...]:
    """The records. Where they cannot be told: the names of the fields that are missing or hold an impossible value."""
    if identity.dkim_origin is None:
        return ("SigningAttributesOrigin",)
    tokens = identity.dkim_tokens
    if tokens is None or not all(isinstance(t, str) and _TOKEN.fullmatch(t) for t in tokens):
        return ("Tokens",)
    if identity.dkim_origin == EXTERNAL:
        return tuple(Wanted(token, identity.name, "TXT", "") for token in tokens)
    zone = zone_of(identity)
    if zone is None:
        return ("SigningHostedZone",)
    return tuple(Wanted(token, identity.name, "CNAME", f"{token}.{zone}") for token in tokens)
