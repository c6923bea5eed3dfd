"""Findings from the SMTP host, port and TLS mode. Only for SES's own names and ports. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.core.model import Finding, Severity
from bot.core.target import SES_PORTS, STARTTLS_PORTS, TLS_PORTS, Security, Smtp, Target, region_of_host
from bot.core.values import Value

_API_HOST = re.compile(r"^email(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com|api\.aws)(?:\.cn)?$")
_FEEDBACK_HOST = re.compile(r"^feedback-smtp\.([a-z0-9-]+)\.amazonses\.com$")


def of_smtp(target: Target) -> list[Finding]:
    """Host, port and TLS mode that cannot work together."""
    found = _smtp_for_api(target)
    smtp = target.smtp
    if smtp is None:
        return found
    host = smtp.host.lower().rstrip(".")
    if wrong := _wrong_kind(host, smtp):
        return [*found, wrong]
    if smtp.is_ses:
        found += _other_region(target, host) + _mode(smtp)
    return found


def endpoint_tokens(smtp: Smtp) -> frozenset[str]:
    """The tokens of findings about one host and port."""
    return frozenset({f"host:{smtp.host}", f"endpoint:{smtp.host}:{smtp.port}"})


def dialogue_token(smtp: Smtp) -> str:
    """The token of findings about what is said on a connection. A wrong TLS mode, unlike a closed port, allows the
    connection.
    """
    return f"dialogue:{smtp.host}:{smtp.port}"


def _wrong_kind(host: str, smtp: Smtp) -> Finding | None:
    for pattern, variant in ((_API_HOST, ""), (_FEEDBACK_HOST, "feedback")):
        if match := pattern.match(host):
            expected = f"email-smtp.{match[1]}.amazonaws.com"
            values: dict[str, Value] = {"host": smtp.host, "expected_host": expected}
            return Finding("endpoint.wrong_kind", Severity.FAIL, smtp.host, endpoint_tokens(smtp), values, variant)
    return None


def _smtp_for_api(target: Target) -> list[Finding]:
    host = (urlsplit(target.endpoint_url).hostname or "") if target.endpoint_url else ""
    if "email-smtp" not in host:
        return []
    values: dict[str, Value] = {"host": host, "expected_host": f"email.{target.region}.amazonaws.com"}
    about = frozenset({f"host:{host}"})
    return [Finding("endpoint.wrong_kind", Severity.FAIL, host, about, values, variant="smtp_for_api")]


def _other_region(target: Target, host: str) -> list[Finding]:
    region = region_of_host(host)
    if not region or region == target.region:
        return []
    values: dict[str, Value] = {
        "identity": target.domain,
        "host": host,
        "other_region": region,
        "other_regions": (region,),
    }
    # The host's token makes it explain a refused login, but not a password of a third region.
    about = frozenset({f"host:{target.smtp.host if target.smtp else host}", f"region:{region}"})
    return [Finding("region.mismatch", Severity.FAIL, host, about, values, variant="host")]


def _mode(smtp: Smtp) -> list[Finding]:
    if smtp.port not in SES_PORTS:
        return []
    values: dict[str, Value] = {"host": smtp.host, "port": smtp.port}
    about = frozenset({dialogue_token(smtp)})
    subject = f"{smtp.host}:{smtp.port}"
    if smtp.security is Security.TLS and smtp.port in STARTTLS_PORTS:
        return [Finding("tls.mode_mismatch", Severity.FAIL, subject, about, values, presumed=True)]
    if smtp.security is Security.STARTTLS and smtp.port in TLS_PORTS:
        return [Finding("tls.mode_mismatch", Severity.FAIL, subject, about, values, "starttls_on_tls", presumed=True)]
    return []
