"""E-mail addresses as SES takes them, and how to mask one for a channel."""

from __future__ import annotations

import re

# RFC 5322's dot-atom and quoted-string, in ASCII: SES takes no other local part.
_LOCAL_PART = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|\"[\x20\x21\x23-\x5b\x5d-\x7e]+\""
)
_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")
_WITHIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,10}")
_ELLIPSIS = "…"


def address(text: str) -> str:
    """The address with its domain in the form that DNS knows, or "" where it is none."""
    local, at, domain = text.rpartition("@")
    name = punycode(domain)
    if not at or not _LOCAL_PART.fullmatch(local) or len(local) > 64 or "." not in name:
        return ""
    return f"{local}@{name}"


def punycode(domain: str) -> str:
    """A domain in the form that DNS and SES know, or "" where it is none."""
    try:
        name = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if len(name) <= 253 and all(_LABEL.fullmatch(label) for label in name.split(".")) else ""


def masked(text: str) -> str:
    """An address for a channel: its first letter and its domain. Any other text is returned unchanged."""
    local, at, domain = text.rpartition("@")
    return f"{local[:1]}{_ELLIPSIS}@{domain}" if at and local else text


def masked_within(text: str) -> str:
    """A text, such as a receiving server's reply, with every address in it masked."""
    return _WITHIN.sub(lambda match: masked(match[0]), text)
