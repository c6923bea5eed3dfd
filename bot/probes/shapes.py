"""Classifies the shape of a credential without any network.

Shapes: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html and the IAM user guide. An SMTP password is the
base64 of 33 bytes, of which the first is 0x04 (0x02 before 2019): 44 characters without padding, the second of them A-P
(g-v before 2019).
"""

from __future__ import annotations

import re
import string
from urllib.parse import unquote

from bot.core.evidence.aws import FieldShape
from bot.core.redact import strip_controls

KEY_ID_LENGTH = 20
SECRET_LENGTH = 40
PASSWORD_LENGTH = 44
_KEY_ID = re.compile(r"(AKIA|ASIA)[A-Z0-9]{16}")
_KEY_ID_ANY_CASE = re.compile(r"(?i)(AKIA|ASIA)[A-Z0-9]{16}")
_SECRET = re.compile(r"[A-Za-z0-9/+]{40}")
_PASSWORD = re.compile(r"B[A-P][A-Za-z0-9+/]{42}")
_LEGACY = re.compile(r"A[g-v][A-Za-z0-9+/]{42}")
_PLACEHOLDER = re.compile(
    r"(?i)^(<.*>|\$\{.*\}|\{\{.*\}\}|x{4,}|\*{4,}|\.{3,}|your[-_ ].*|change[-_ ]?me.*|replace[-_ ]?me.*|todo|none|null|"
    r"undefined|example|placeholder|secret|password)$"
)
SECRET_KINDS = frozenset({"secret_key", "smtp_password", "smtp_password_legacy"})
# A damaged secret contains so much base64 in one piece. The user name of a mail relay does not.
_LONG_RUN = re.compile(r"[A-Za-z0-9+/=]{30}")
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_KEYS = ("access_key", "temporary_key")
_EXPECTED = {
    "key_id": _KEYS,
    "username": _KEYS,
    "secret": ("secret_key",),
    "password": ("smtp_password", "smtp_password_legacy"),
}
_LENGTHS = {
    "key_id": KEY_ID_LENGTH,
    "username": KEY_ID_LENGTH,
    "secret": SECRET_LENGTH,
    "password": PASSWORD_LENGTH,
}
_BASE64 = set(string.ascii_letters + string.digits + "+/=")


def kind_of(value: str) -> str:
    """Returns access_key, temporary_key, secret_key, smtp_password, smtp_password_legacy, placeholder or other."""
    if match := _KEY_ID.fullmatch(value):
        return "access_key" if match[1] == "AKIA" else "temporary_key"
    if _PASSWORD.fullmatch(value):
        return "smtp_password"
    if _LEGACY.fullmatch(value):
        return "smtp_password_legacy"
    if _SECRET.fullmatch(value):
        return "secret_key"
    return "placeholder" if _PLACEHOLDER.match(value) else "other"


def looks_like_key_id(value: str) -> bool:
    """Returns True for a key id, also in the wrong case or with quotes or white space around it."""
    return bool(_KEY_ID_ANY_CASE.fullmatch(bare(value)))


def bare(value: str) -> str:
    """Returns the value without white space, quotes and invisible characters around it, URL-decoded."""
    stripped = value.strip(string.whitespace + _QUOTES + _INVISIBLE + "\u00a0")
    return unquote(stripped) if "%" in stripped else stripped


def is_presentable(value: str) -> bool:
    """Returns True for a key id or user name that may be shown. False where it may be a secret, whole or damaged."""
    core = bare(value)
    return kind_of(core) not in SECRET_KINDS and not _LONG_RUN.search(core)


def shape_of(value: str, *, role: str, source: str) -> FieldShape:
    """Returns the shape of a value. role: key_id, secret, token, username or password.

    `shown` is filled for key ids and user names only.
    """
    core = bare(value)
    kind = kind_of(core)
    if kind == "other" and role in ("key_id", "username") and looks_like_key_id(core):
        kind = "access_key" if core[:4].upper() == "AKIA" else "temporary_key"
    return FieldShape(
        configured=True,
        empty=not value,
        kind=kind,
        length=len(value),
        damage=tuple(_damage(value, core, kind, role)),
        shown=_presentable(value, core) if role in ("key_id", "username") else "",
        source=source,
    )


def _presentable(value: str, core: str) -> str:
    if not is_presentable(value):
        return ""
    return core if looks_like_key_id(core) else strip_controls(value)


def _damage(value: str, core: str, kind: str, role: str) -> list[str]:
    found = _surface(value)
    if not value or kind == "placeholder":
        return [*found, *(["placeholder"] if kind == "placeholder" else [])]
    inner = core.replace("%", "")
    if any(c.isspace() for c in core):
        found.append("inner_space")
    if role == "token":
        return found
    if any(ord(c) > 126 for c in core):
        found.append("non_ascii")
    if role in ("key_id", "username") and kind in ("access_key", "temporary_key") and core != core.upper():
        found.append("lower_case")
    if role in ("secret", "password") and kind == "other" and set(inner) - _BASE64 and not found:
        found.append("illegal_character")
    if kind not in _EXPECTED[role]:
        if len(core) != _LENGTHS[role]:
            found.append("wrong_length")
        elif not found:
            found.append("wrong_beginning")
    return found


def _surface(value: str) -> list[str]:
    found = []
    if value and value[-1] in "\r\n":
        found.append("trailing_newline")
    elif value and value[-1].isspace():
        found.append("trailing_space")
    if value and value[0].isspace():
        found.append("leading_space")
    trimmed = value.strip()
    if len(trimmed) > 1 and trimmed[0] in _QUOTES and trimmed[-1] in _QUOTES:
        found.append("quotes")
    elif trimmed and (trimmed[0] in _QUOTES or trimmed[-1] in _QUOTES):
        found.append("half_quote")
    if any(c in _INVISIBLE for c in value):
        found.append("invisible")
    if re.search(r"%(?:2[BbFf]|3[DdAa]|40|20)", value):
        found.append("url_encoded")
    return found
