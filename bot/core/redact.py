"""Removes secrets from text: known values first, then patterns. Used for logs, exceptions, Slack and the terminal.

Also masks values that are not secret but too much for a channel: of key ids, account ids and ARNs the last four
characters stay.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from bot.core.secret import Secret

GONE = "[redacted]"
_ELLIPSIS = "…"
# Shorter forms are not searched across spaces: they would match between words by chance.
_BROKEN = 12

# Kind, a lower-case piece that must be in the text (a plain search for it is much quicker), pattern.
# A leaked signature needs no rotation: it expires within minutes.
_PATTERNS = (
    ("slack_token", "xox", r"xox[a-z]-[A-Za-z0-9-]{8,}"),
    ("slack_token", "xapp-", r"xapp-[A-Za-z0-9-]{8,}"),
    (
        "signature",
        "credential=",
        r"(?i)\b(?:AWS4-HMAC-SHA256\s{1,9})?Credential=[^\s,]{1,200},?\s{0,9}SignedHeaders=[^\s,]{1,200},?\s{0,9}Signature=[0-9a-f]+",
    ),
    ("signature", "signature=", r"(?i)\bSignature=[0-9a-f]{16,}"),
    ("bearer_token", "bearer", r"(?i)\bBearer\s{1,9}[A-Za-z0-9._~+/=-]{8,}"),
    (
        "private_key",
        "private key-----",
        r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?!-----)[\s\S]){0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?",
    ),
    # SMTP passwords (44 characters, version byte 4 or 2), before the looser rule for secret keys.
    ("smtp_password", "", r"(?<![A-Za-z0-9+/])(?:B[A-P]|A[g-v])[A-Za-z0-9+/]{42}(?![A-Za-z0-9+/=])"),
    # Raw secret access keys: 40 characters of base64 that mix cases or hold + or / (40 hex digits are a commit or hash).
    (
        "secret_key",
        "",
        r"(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]{0,39}[a-z])(?=[A-Za-z0-9+/]{0,39}[A-Z])"
        r"[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])",
    ),
    # A payload. The next word of an EHLO answer (AUTH PLAIN LOGIN) is all capitals and must not match.
    (
        "auth_payload",
        "auth",
        r"\b(?i:AUTH\s{1,9}(?:PLAIN|LOGIN))\s{1,9}(?=[A-Z0-9]{0,400}[a-z+/=])[A-Za-z0-9+/=]{4,}",
    ),
    ("auth_payload", "", r"(?<![A-Za-z0-9+/])(?:Zu?|AE)[A-Za-z0-9+/]{60,}={0,2}(?![A-Za-z0-9+/=])"),
)
_KEY_ID = re.compile(r"\b(AKIA|ASIA)([A-Z0-9]{12})([A-Z0-9]{4})\b")
_ACCOUNT = re.compile(r"(?<![\w.+-])(\d{8})(\d{4})(?![\w.-]*\w@|\d)\b(?!\.\d)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Redactor:
    """Removes known secrets in every encoding in which they are sent, then whatever matches a pattern."""

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._forms: list[str] = []
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: Secret, *, username: str = "") -> None:
        """Remember a secret as it is, and flattened, quoted, in base64, URL-encoded, and as an AUTH PLAIN payload of
        its user.
        """
        value = secret.reveal()
        if len(value) < 4:
            return
        forms = set(_quoted(value))
        for text in _as_server_text(value):
            forms |= {text, quote(text, safe="", errors="surrogatepass"), quote_plus(text, errors="surrogatepass")}
            forms |= {_b64(text), *_b64_within(text), _bytes(text).hex(), _bytes(text).hex().upper()}
            if username:
                forms |= {_b64(f"\0{username}\0{text}"), _b64(f"{username}\0{username}\0{text}")}
        forms |= {form.rstrip("=") for form in forms}
        known = set(self._forms) | {form for form in forms if len(form) >= 4}
        self._forms = sorted(known, key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text without secrets. Key ids and account ids stay, because they are not secret."""
        for form in self._forms:
            if form in text:
                text = text.replace(form, GONE)
        return without_secrets(text)[0]

    def server_text(self, text: str, limit: int = 300) -> str:
        """A server's text without secrets and control characters, cut to `limit` characters."""
        flat = self.clean(strip_controls(text))
        # A secret may be broken over several reply lines.
        joined = flat.replace(" ", "")
        if any(form in joined for form in self._forms if len(form) >= _BROKEN):
            return GONE
        return cut(flat, limit)


def without_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what matches a secret's pattern, and the kinds of what was removed, each once."""
    kinds: list[str] = []
    lower = text.lower()
    for kind, hint, pattern in _PATTERNS:
        if hint in lower:
            text, count = re.subn(pattern, GONE, text)
            if count:
                kinds.append(kind)
    return text, tuple(dict.fromkeys(kinds))


def strip_controls(text: str) -> str:
    """The text without control characters and invisible direction marks; line ends become spaces."""
    return _CONTROL.sub("", re.sub(r"[\r\n\t\u2028\u2029]+", " ", text)).strip()


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with a mark where text was cut off."""
    return text if len(text) <= limit else text[: limit - 1] + _ELLIPSIS


def mask(text: str) -> str:
    """For channels and logs: of key ids and account ids (in ARNs too) only the last four characters stay."""
    text = _KEY_ID.sub(lambda m: f"{m[1]}{_ELLIPSIS}{m[3]}", text)
    return _ACCOUNT.sub(lambda m: f"{_ELLIPSIS}{m[2]}", text)


def _as_server_text(value: str) -> tuple[str, ...]:
    """The value, and what remains of it after white space is flattened and control characters are dropped."""
    flat = " ".join(value.split())
    return value, value.strip(), flat, strip_controls(value), strip_controls(flat)


def _quoted(value: str) -> tuple[str, ...]:
    """The value as it stands in an exception's text or in JSON."""
    raw = value.encode("utf-8", "surrogatepass")
    return repr(value)[1:-1], ascii(value)[1:-1], repr(raw)[2:-1], json.dumps(value)[1:-1]


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _b64(value: str) -> str:
    return base64.b64encode(_bytes(value)).decode("ascii")


def _b64_within(value: str) -> set[str]:
    """The parts of base64 text that show this value inside a longer one, for each of the three alignments. Long ones
    only.
    """
    shown = set()
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + _bytes(value)).decode("ascii").rstrip("=")
        whole = len(encoded) if (before + len(_bytes(value))) % 3 == 0 else -1
        shown.add(encoded[(0, 2, 3)[before] : whole])
    return {form for form in shown if len(form) >= _BROKEN}
