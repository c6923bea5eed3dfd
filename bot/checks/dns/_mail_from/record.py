"""The MX record of a MAIL FROM domain: whether it is right, and which mistake was made. Pure."""

from __future__ import annotations

import re

from bot.checks.dns._records.standing import Standing, State
from bot.checks.dns._records.strays import Strays
from bot.checks.identity_names import covering
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Record

_FEEDBACK = re.compile(r"feedback-smtp\.[a-z0-9-]+\.amazonses\.com")
_OTHER_ENDPOINT = re.compile(r"(inbound-smtp|email-smtp|email)\.[a-z0-9-]+\.(amazonaws|amazonses)\.com")


def wanted(region: str) -> str:
    """The value of the MX record that SES needs in a region.

    https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
    """
    return f"10 feedback-smtp.{region}.amazonses.com"


def right(answer: DnsAnswer, region: str) -> bool:
    """True where there is exactly one MX, that of the region, with any preference."""
    return len(answer.values) == 1 and _host(answer.values[0]) == _host(wanted(region))


def difference(domain: str, region: str, by: Standing, strays: Strays) -> Record:
    """The record as it should be, with what was found."""
    found, found_at = by.answer.values, ""
    if by.state is State.SPREADING:
        mistake = "spreading"
    elif by.cached:
        mistake = "cached"
    elif by.answer.aliases and not found:
        mistake, found = "alias", tuple(f"CNAME {target}" for target in by.answer.aliases[:1])
    elif found:
        mistake = _mistake(found, domain, region)
    else:
        mistake, found, found_at = strays.mistake(lambda answer: right(answer, region))
        if mistake not in ("doubled_suffix", "missing"):
            # An address or a TXT record at the name is no mistake.
            mistake, found = "missing", ()
    return Record(domain, "MX", wanted(region), found, (), mistake, by.answer.ttl, found_at)


def _host(value: str) -> str:
    return value.lower().rpartition(" ")[2]


def _mistake(found: tuple[str, ...], domain: str, region: str) -> str:
    hosts = [_host(value) for value in found]
    expected = _host(wanted(region))
    if len(hosts) > 1:
        return "several_mx" if expected in hosts else "other_mail"
    host = hosts[0]
    if any(host == f"{expected}.{suffix}" for suffix in covering(domain)):
        return "domain_appended"
    if _FEEDBACK.fullmatch(host):
        return "other_region"
    return "other_endpoint" if _OTHER_ENDPOINT.fullmatch(host) else "other_mail"
