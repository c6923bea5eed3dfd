"""Reads DMARC policy records as https://www.rfc-editor.org/rfc/rfc9989#section-4.7 says. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.evidence.dns import DnsAnswer

POLICIES = ("none", "quarantine", "reject")
_VERSION = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")
# Also matches what was meant as a record and is none: other case, a blank or quote before it, no semicolon after it.
_MEANT = re.compile(r"\W*v\s*=\s*dmarc", re.IGNORECASE)
_TAG = re.compile(r"[ \t]*([a-z]+)[ \t]*=[ \t]*([\x20-\x3a\x3c-\x7e]+?)[ \t]*", re.IGNORECASE)
_URI = re.compile(r"[ \t]*[a-z][a-z0-9+.-]*:[^\s,!]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DmarcRecord:
    """A valid record. sp, np: "" where absent. psd: y, n or u. strict_dkim, strict_spf: strict alignment.

    applies: False where its policy is so broken that receivers do not apply DMARC.
    """

    domain: str
    text: str
    policy: str = "none"
    sp: str = ""
    np: str = ""
    psd: str = "u"
    testing: bool = False
    strict_dkim: bool = False
    strict_spf: bool = False
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Published:
    """What is published at _dmarc of a domain.

    problem: "", several, version (meant as a record, but ignored) or policy (p, sp or np is none of POLICIES). meant: the
    values that are, or were meant to be, DMARC records.
    """

    domain: str
    answer: DnsAnswer
    record: DmarcRecord | None = None
    problem: str = ""
    meant: tuple[str, ...] = ()


def published(domain: str, answer: DnsAnswer) -> Published:
    """Reads the TXT records at _dmarc.<domain>."""
    records = [value for value in answer.values if _VERSION.match(value)]
    meant = tuple(value for value in answer.values if _MEANT.match(value))
    if len(records) > 1:
        return Published(domain, answer, None, "several", meant)
    if not records:
        return Published(domain, answer, None, "version" if meant else "", meant)
    record = _read(domain, records[0])
    return Published(domain, answer, record, "policy" if _broken(record.text) else "", meant)


def tags(text: str) -> dict[str, str]:
    """The tags that follow the grammar, names in lower case. Of two alike the first."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        if match := _TAG.fullmatch(part):
            found.setdefault(match[1].lower(), match[2])
    return found


def _read(domain: str, text: str) -> DmarcRecord:
    found = {name: value if name in ("rua", "ruf") else value.lower() for name, value in tags(text).items()}
    broken = _broken(text)
    policy, sp, np = found.get("p", "none"), found.get("sp", ""), found.get("np", "")
    if broken:
        # Section 4.10.1: with an address for reports it counts as p=none, without one it does not apply.
        policy, sp, np = "none", "", ""
    return DmarcRecord(
        domain,
        text,
        policy,
        sp,
        np,
        psd=found.get("psd", "u"),
        testing=found.get("t") == "y",
        strict_dkim=found.get("adkim") == "s",
        strict_spf=found.get("aspf") == "s",
        applies=not broken or any(_URI.fullmatch(uri) for uri in found.get("rua", "").split(",")),
    )


def _broken(text: str) -> bool:
    found = tags(text)
    return any(found[name].lower() not in POLICIES for name in ("p", "sp", "np") if name in found)


def repaired(texts: tuple[str, ...]) -> str:
    """One record with what these say, as far as they can be read. Of several policies the mildest, so that no mail is
    lost.
    """
    read = [tags(text) for text in texts]
    policies = [found.get("p", "").lower() for found in read]
    policy = min((p for p in policies if p in POLICIES), key=POLICIES.index, default="none")
    parts = {"v": "DMARC1", "p": policy}
    for found in read:
        for name, value in found.items():
            if name in ("sp", "np") and value.lower() not in POLICIES:
                continue
            parts.setdefault(name, value)
    return "; ".join(f"{name}={value}" for name, value in parts.items())


def with_tags(text: str, **changed: str) -> str:
    """The record with these tags changed and the rest as it is."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    names = [part.partition("=")[0].strip().lower() for part in parts]
    return "; ".join(
        f"{name}={changed[name]}" if name in changed else part for name, part in zip(names, parts, strict=True)
    )
