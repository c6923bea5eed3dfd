"""What a reply to AUTH means: by stage and code, then by SES's wording.

Texts: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html and troubleshoot-error-messages.html.
"""

from __future__ import annotations

import re

from bot.core.model import Finding, Judgement, Severity, unknown
from bot.core.target import Smtp, region_of_host
from bot.core.values import Value

_ENHANCED = re.compile(r"^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b")
# How servers that do not use 535 say that the login is wrong.
_WRONG_LOGIN = re.compile(
    r"(?i)auth\w* (fail|invalid|incorrect|credential)|(invalid|incorrect|bad|wrong) (login|pass|user|cred)"
)
_MECHANISM_CODES = frozenset({334, 500, 501, 502, 503, 504, 534})


def of_reply(smtp: Smtp, code: int, reply: str, values: dict[str, Value], tokens: frozenset[str]) -> Judgement:
    """The findings for one reply other than 235. values: key_id, host, port, reply. tokens: of the login."""
    words = reply.lower()
    host = frozenset({f"host:{smtp.host}", f"endpoint:{smtp.host}:{smtp.port}"})
    # Findings about the account have the region as subject, so that they are one with those of ses.account.
    region = region_of_host(smtp.host) or smtp.host
    account = frozenset({f"account:{region}"})
    if "not subscribed" in words:
        return _one("account.not_subscribed", region, tokens | account, values, variant="smtp")
    if "sigv2" in words or "signature version 2" in words:
        legacy = Finding("smtp.password_legacy", Severity.FAIL, str(values["key_id"]), tokens, values)
        rate = Finding("quota.rate", Severity.FAIL, region, tokens | account, {**values, "rate": 0})
        return Judgement(findings=(legacy, rate) if "rate exceeded" in words else (legacy,))
    if "daily message quota" in words:
        full: dict[str, Value] = {**values, "used": 0, "limit": 0, "percent": 100}
        return _one("quota.daily", region, account, full, variant="full_by_reply")
    if "maximum sending rate" in words:
        # The account's limit, not the login's: a reply about an old password's own limit names the signature version.
        return _one("quota.rate", region, account, {**values, "rate": 0})
    if "starttls" in words or code == 538:
        return _one("tls.starttls_required", smtp.host, host, values)
    if code == 530:
        return _one("smtp.auth_required", smtp.host, host | tokens, values)
    if 400 <= code < 500:
        stage: dict[str, Value] = {**values, "stage": "auth"}
        variant = "auth" if "authentication failure" in words else ""
        return _one("service.unavailable", smtp.host, host, stage, variant=variant)
    if code in _MECHANISM_CODES:
        mechanisms: dict[str, Value] = {**values, "mechanisms": (reply,)}
        return _one("smtp.auth_mechanism", smtp.host, host | tokens, mechanisms)
    if not 500 <= code < 600:
        return unknown("reason.odd_reply", reply=reply)
    if code != 535 and enhanced(reply) != "5.7.8" and not _WRONG_LOGIN.search(reply):
        # RFC 4954 has 535 (and 5.7.8) for a wrong login. 550, 554 and the like refuse the client, whatever its login.
        refused: dict[str, Value] = {**values, "stage": "auth"}
        return _one("smtp.client_refused", f"{smtp.host}:{smtp.port}", host, refused)
    return _one("smtp.credentials_invalid", str(values["key_id"]), tokens | host, values)


def enhanced(reply: str) -> str:
    """The enhanced status code of a reply (RFC 3463), "" where it has none."""
    found = _ENHANCED.match(reply)
    return found[1] if found else ""


def _one(code: str, subject: str, about: frozenset[str], values: dict[str, Value], *, variant: str = "") -> Judgement:
    return Judgement(findings=(Finding(code, Severity.FAIL, subject, about, values, variant),))
