"""What the server's certificate is, and what is wrong with it. Pure.

SES renews its certificates long before they expire, so few days left are no warning there. On a relay of one's own mail
stops on the day the certificate expires.
"""

from __future__ import annotations

import re

from bot.core.evidence.smtp import Certificate
from bot.core.facts import CertificateFacts
from bot.core.target import Smtp
from bot.core.values import Value
from bot.probes.tls import days_left

SOON = 14
# The certificate authorities of *.amazonaws.com: https://www.amazontrust.com/repository/
_AMAZON = re.compile(r"(?i)^(amazon|starfield)\b")


def certificate_values(certificate: Certificate | None) -> dict[str, Value]:
    """The values that notes and guides name. Missing ones are empty."""
    seen = certificate_facts(certificate)
    return {
        "subject": seen.subject,
        "names": seen.names,
        "issuer": seen.issuer,
        "begins_at": seen.begins_at.isoformat() if seen.begins_at else "",
        "expires_at": seen.expires_at.isoformat() if seen.expires_at else "",
        "tls_version": seen.tls_version,
        "cipher": seen.cipher,
    }


def certificate_facts(certificate: Certificate | None) -> CertificateFacts:
    """What is known of the certificate; empty where none was seen."""
    if certificate is None:
        return CertificateFacts()
    # Clients compare the alternative names. The subject itself may be anything, or empty.
    subject = certificate.names[0] if certificate.names else certificate.subject
    return CertificateFacts(
        certificate.issuer, subject, certificate.names, certificate.not_before, certificate.not_after,
        certificate.tls_version, certificate.cipher,
    )  # fmt: skip


def ends_soon(smtp: Smtp, certificate: Certificate | None) -> int | None:
    """The days left where that deserves a warning, else None."""
    days = days_left(certificate) if certificate else None
    return days if days is not None and days < SOON and not smtp.is_ses else None


def variant_of(smtp: Smtp, problem: str, certificate: Certificate | None) -> str:
    """The wording of the guide for a certificate that did not verify."""
    if problem in ("wrong_host", "expired", "not_yet_valid"):
        return {"expired": "dates"}.get(problem, problem)
    if problem not in ("self_signed", "unknown_ca") or certificate is None or not certificate.issuer:
        return ""
    if smtp.is_ses:
        if problem == "self_signed":
            # Self-signed: naming it as its own issuer would read as if SES had issued it.
            return "not_ses"
        # Amazon's issuer is unknown here: the roots are old. Any other: something in between presents its own certificate.
        return "" if _AMAZON.match(certificate.issuer) else "interception"
    return "self_signed" if problem == "self_signed" else "private_ca"
