"""Parses SPF records strictly. Pure.

Grammar: https://www.rfc-editor.org/rfc/rfc7208#section-12
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}

_EXPAND = r"%\{[a-zA-Z][0-9]*[rR]?[.\-+,/_=]*\}"
_MACROS = re.compile(rf"(?:{_EXPAND}|%%|%_|%-|[\x21-\x24\x26-\x7e])*")
_MACRO = re.compile(r"%(?:\{([a-zA-Z])([0-9]*)([rR]?)([.\-+,/_=]*)\}|([%_-]))")
_LETTERS = frozenset("slodiphv")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)", re.IGNORECASE)
_MECHANISM = re.compile(r"([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|\Z)(:?)(.*)", re.IGNORECASE)
# Short limits, so that a hostile record takes no time.
_LENGTHS = re.compile(r"(.*?)(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?")
_PREFIX = re.compile(r"[^/%]+(?:/(?:0|[1-9][0-9]{0,2}))?")
_LONGEST_NAME = 253
_LONGEST_LABEL = 63


class BadTerm(ValueError):
    """A term that breaks the grammar. str() is the term."""


@dataclass(frozen=True, slots=True)
class Term:
    """One mechanism, or the redirect. text: as the record has it. domain: a domain-spec, "" for the record's own domain.

    network: of ip4 and ip6. cidr4, cidr6: prefix lengths of a and mx.
    """

    text: str
    kind: str
    result: str = "pass"
    domain: str = ""
    network: Network | None = None
    cidr4: int = 32
    cidr6: int = 128


@dataclass(frozen=True, slots=True)
class SpfRecord:
    """A record that follows the grammar. redirect: None where there is none."""

    terms: tuple[Term, ...]
    redirect: Term | None = None


def is_spf(value: str) -> bool:
    """True for a TXT value that receivers take as an SPF record (section 4.5)."""
    return bool(re.match(r"v=spf1(?: |\Z)", value, re.IGNORECASE))


def parse(value: str) -> SpfRecord:
    """The terms of a TXT value for which is_spf holds. Raises BadTerm with the first term that breaks the grammar."""
    terms: list[Term] = []
    modifiers: dict[str, Term] = {}
    for text in filter(None, value[len("v=spf1") :].split(" ")):
        if match := _MODIFIER.fullmatch(text):
            name = match[1].lower()
            if name in modifiers or not _MACROS.fullmatch(match[2]) or not _letters_known(match[2]):
                raise BadTerm(text)
            if name in ("redirect", "exp"):
                modifiers[name] = Term(text, name, domain=_domain(match[2], text))
            continue
        terms.append(_mechanism(text))
    return SpfRecord(tuple(terms), modifiers.get("redirect"))


def _mechanism(text: str) -> Term:
    match = _MECHANISM.fullmatch(text)
    if match is None:
        raise BadTerm(text)
    result, kind, colon, rest = RESULTS[match[1] or "+"], match[2].lower(), match[3], match[4]
    if bool(colon) != bool(rest) and kind not in ("a", "mx"):
        raise BadTerm(text)
    if kind == "all":
        if rest:
            raise BadTerm(text)
        return Term(text, kind, result)
    if kind in ("ip4", "ip6"):
        return Term(text, kind, result, network=_network(kind, rest, text))
    if kind in ("a", "mx"):
        return _host_term(text, kind, result, colon, rest)
    if not rest and kind != "ptr":
        raise BadTerm(text)
    return Term(text, kind, result, _domain(rest, text) if rest else "")


def _host_term(text: str, kind: str, result: str, colon: str, rest: str) -> Term:
    match = _LENGTHS.fullmatch(rest)
    if match is None or bool(match[1]) != bool(colon):
        raise BadTerm(text)
    cidr4, cidr6 = int(match[2] or 32), int(match[3] or 128)
    if cidr4 > 32 or cidr6 > 128:
        raise BadTerm(text)
    return Term(text, kind, result, _domain(match[1], text) if match[1] else "", None, cidr4, cidr6)


def _network(kind: str, written: str, text: str) -> Network:
    if not _PREFIX.fullmatch(written):
        raise BadTerm(text)
    try:
        if kind == "ip4":
            return ipaddress.IPv4Network(written, strict=False)
        return ipaddress.IPv6Network(written, strict=False)
    except ValueError as error:
        raise BadTerm(text) from error


def _domain(spec: str, text: str) -> str:
    if not _MACROS.fullmatch(spec) or not _letters_known(spec):
        raise BadTerm(text)
    if re.search(rf"{_EXPAND}\Z", spec[-80:]):
        return spec
    _head, dot, last = spec.removesuffix(".").rpartition(".")
    if not dot or not _LABEL.fullmatch(last) or last.isdigit():
        raise BadTerm(text)
    return spec


def _letters_known(spec: str) -> bool:
    """True where every macro is valid. Zero labels are not allowed (section 7.3)."""
    return all(m[5] or (m[1].lower() in _LETTERS and not (m[2] and int(m[2][:4]) == 0)) for m in _MACRO.finditer(spec))


def expanded(spec: str, domain: str, sender_domain: str) -> str | None:
    """The name that a domain-spec gives. None where it depends on the message or on the sending host.

    domain: whose record it is. sender_domain: of the envelope sender.
    """
    known = {"d": domain, "o": sender_domain}
    parts: list[str] = []
    last = 0
    for match in _MACRO.finditer(spec):
        parts.append(spec[last : match.start()])
        last = match.end()
        if match[5]:
            parts.append({"%": "%", "_": " ", "-": "%20"}[match[5]])
            continue
        value = known.get(match[1].lower())
        if value is None:
            return None
        parts.append(_transformed(value, match[2], match[3], match[4] or "."))
    name = ("".join(parts) + spec[last:]).removesuffix(".").lower()
    while len(name) > _LONGEST_NAME and "." in name:
        name = name.partition(".")[2]
    return name


def _transformed(value: str, digits: str, reverse: str, delimiters: str) -> str:
    labels = re.split(f"[{re.escape(delimiters)}]", value)
    if reverse:
        labels.reverse()
    return ".".join(labels[-int(digits[:4]) :] if digits else labels)


def is_name(name: str) -> bool:
    """True for a name that can be looked up: at least two labels, none empty or too long."""
    labels = name.split(".")
    return len(labels) > 1 and len(name) <= _LONGEST_NAME and all(0 < len(x) <= _LONGEST_LABEL for x in labels)
