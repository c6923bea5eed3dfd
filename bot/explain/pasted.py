"""Removes the secrets that people paste along with an error, before anything else reads the text.

Adds forms that only pasted configurations and transcripts have to the patterns of bot.core.redact.
"""

from __future__ import annotations

import re

from bot.core.redact import GONE, without_secrets

# Secrets that their owner must rotate. Signatures expire within minutes, so they are not among them.
KINDS = (
    "secret_key", "smtp_password", "auth_payload", "url_password", "password", "session_token", "slack_token",
    "bearer_token", "private_key",
)  # fmt: skip
_URL = r"\b([a-zA-Z][a-zA-Z0-9+.-]{1,20}://)([^\s:@/\"']{1,128}):(?!\d{1,5}/)([^\s@\"']{1,256})@"
_AUTH_LOGIN = (
    r"(334 (?:VXNlcm5hbWU6|UGFzc3dvcmQ6)[^\n]{0,20}\n[^\n]{0,50}?)"
    r"(?<![A-Za-z0-9+/])([A-Za-z0-9+/]{8,200}={0,2})(?=\s|$)"
)
_SESSION = r"(?i)(session_?token[\"']?\s{0,3}[:=]\s{0,3}[\"']?)([A-Za-z0-9+/=]{20,4000})"
_NAMED = (
    r"(?i)((?:secret_?(?:access_?)?key|pass(?:word|wd)?|pwd|smtp_?pass|api_?key)[\"']?\s{0,3}(?::|=>?)\s{0,3}[\"']?)"
    r"(?=[^\s\"',;&]{0,200}[\d!@#$%^&*+/])([^\s\"',;&<>${}()\[\]*]{8,200})"
)
# Each expression is paired with lower-case literals; every match contains one of them.
_FORMS = (
    ("url_password", ("://",), _URL),
    ("auth_payload", ("334 ",), _AUTH_LOGIN),
    ("session_token", ("token",), _SESSION),
    ("password", ("pass", "secret", "pwd", "key"), _NAMED),
)


def remove_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """Returns the text without secrets, and the kinds of those that must be rotated, each once."""
    kinds: list[str] = []
    lower = text.lower()
    for kind, hints, form in _FORMS:
        if any(hint in lower for hint in hints):
            kinds += [each for match in re.finditer(form, text) for each in _kinds(kind, match)]
            text = re.sub(form, _empty_url if form is _URL else _empty_value, text)
    text, others = without_secrets(text)
    return text, tuple(kind for kind in dict.fromkeys((*kinds, *others)) if kind in KINDS)


def _kinds(kind: str, match: re.Match[str]) -> tuple[str, ...]:
    """The kind of the match; of an assigned value the kinds whose shape it has: an SMTP password, a secret key."""
    shapes = without_secrets(match[match.lastindex or 0])[1] if kind == "password" else []
    return tuple(shapes) or (kind,)


def _empty_value(match: re.Match[str]) -> str:
    """Replaces the value of an assignment and keeps its name."""
    return f"{match[1]}{GONE}"


def _empty_url(match: re.Match[str]) -> str:
    """Removes user and password from a URL and keeps its scheme."""
    return match[1]
