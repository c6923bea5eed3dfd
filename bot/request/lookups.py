"""What a person typed after `/ses-regions` or `/ses-trace`, as a value. Nothing that can be typed raises.

/ses-regions [target] [domain or address] [private] [lang:vi|en]   ·   help
/ses-trace <message id> [target] [public] [lang:vi|en]   ·   help
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.core.address import address, punycode
from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.request.flags import PRIVATE, PUBLIC, Grammar, HelpRequest, UsageProblem
from bot.request.words import shown

REGIONS = "/ses-regions"
TRACE = "/ses-trace"

_REGIONS = Grammar(REGIONS, ("lang",), (PRIVATE,))
_TRACE = Grammar(TRACE, ("lang",), (PUBLIC,))
_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9]{6}")
# The Message-ID header of a mail that SES sent ends so: in us-east-1 the region is not named.
_HOME = "email.amazonses.com"
_REGIONAL = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d)\.amazonses\.com(?:\.cn)?")
_LINK = re.compile(r"<[a-z]+://[^<>|]+\|([^<>]+)>")
_LABEL = re.compile(r"message-?id:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegionsRequest:
    """words: a target's name, an identity, or both, as typed. language: None where not said."""

    words: tuple[str, ...] = ()
    language: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class TraceRequest:
    """message_id: as SES knows it. region: that its Message-ID header names, "" where it names none."""

    message_id: str
    region: str = ""
    target: str | None = None
    language: str | None = None
    public: bool = False


def parse_regions(text: str) -> RegionsRequest | HelpRequest | UsageProblem:
    """The request that the command's text stands for."""
    typed = _REGIONS.read(_LINK.sub(r"\1", text))
    if isinstance(typed, HelpRequest | UsageProblem):
        return typed
    if len(typed.bare) > 2:
        return UsageProblem("request.regions", {"words": shown(" ".join(typed.bare)), "command": REGIONS})
    return RegionsRequest(typed.bare, typed.flags.get("lang"), PRIVATE in typed.switches)


def parse_trace(text: str) -> TraceRequest | HelpRequest | UsageProblem:
    """The request that the command's text stands for."""
    typed = _TRACE.read(_LABEL.sub("", html.unescape(text)))
    if isinstance(typed, HelpRequest | UsageProblem):
        return typed
    if not typed.bare:
        return HelpRequest(typed.flags.get("lang"))
    read = [(word, message_id(word)) for word in typed.bare]
    ids = [found for _, found in read if found is not None]
    others = [word for word, found in read if found is None]
    if len(ids) != 1:
        wrong = next((word for word in others if "@" in word or "-" in word), others[0] if others else "")
        return UsageProblem("request.message_id", {"word": shown(wrong or typed.bare[0]), "example": EXAMPLE_ID})
    if len(others) > 1:
        return UsageProblem("request.one_target", {"first": shown(others[0]), "second": shown(others[1])})
    target = others[0] if others else None
    return TraceRequest(*ids[0], target, typed.flags.get("lang"), PUBLIC in typed.switches)


def message_id(typed: str) -> tuple[str, str] | None:
    """SES's id and the region that the header names; None for what SES never gave, such as another server's id."""
    local, at, domain = typed.strip("<>").lower().partition("@")
    if not _ID.fullmatch(local):
        return None
    regional = _REGIONAL.fullmatch(domain)
    if regional:
        return local, regional[1]
    return (local, "us-east-1" if domain == _HOME else "") if domain == _HOME or not at else None


def identity(typed: str) -> str:
    """A domain or an address in the form that SES knows, or "" where it is neither."""
    if "@" in typed:
        local, _, domain = address(typed).rpartition("@")
        return f"{local}@{domain.lower()}" if local else ""
    name = punycode(typed.rstrip(".")).lower()
    return name if "." in name else ""
