"""What a person typed after `/ses-regions` or `/ses-trace`, as a value. Nothing that can be typed raises."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.core.address import address, punycode
from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.request.commands import REGIONS, TRACE
from bot.request.flags import LANG, Switch, UsageProblem
from bot.request.grammar import HelpRequest, parse_words
from bot.request.words import quote_back

_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9]{6}")
# The Message-ID header of a mail that SES sent ends so: in us-east-1 the region is not named.
_HOME, _HOME_REGION = "email.amazonses.com", "us-east-1"
_REGIONAL = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d)\.amazonses\.com(?:\.cn)?")
_LINK = re.compile(r"<[a-z]+://[^<>|]+\|([^<>]+)>")
_LABEL = re.compile(r"message-?id:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RegionsRequest:
    """words: a target's name, an identity, or both, as typed. language: None where not said."""

    words: tuple[str, ...] = ()
    language: str | None = None
    private: bool = False

    @property
    def typed_flags(self) -> str:
        """The flags and switches of this request as they are typed after the command."""
        return _typed_flags(self.language, [Switch.PRIVATE] if self.private else [])


@dataclass(frozen=True, slots=True)
class TraceRequest:
    """message_id: as SES knows it. region: that its Message-ID header names, "" where it names none.

    target: as typed, None where none was named. language: None where not said.
    """

    message_id: str
    region: str = ""
    target: str | None = None
    language: str | None = None
    public: bool = False

    @property
    def typed_id(self) -> str:
        """The message id as a Message-ID header has it, so that it keeps its region."""
        if not self.region:
            return self.message_id
        return f"{self.message_id}@{_HOME if self.region == _HOME_REGION else f'{self.region}.amazonses.com'}"

    @property
    def typed_flags(self) -> str:
        """The flags and switches of this request as they are typed after the command."""
        return _typed_flags(self.language, [Switch.PUBLIC] if self.public else [])


def _typed_flags(language: str | None, switches: list[Switch]) -> str:
    return " ".join([*([LANG.typed(language)] if language else []), *switches])


def parse_regions(text: str) -> RegionsRequest | HelpRequest | UsageProblem:
    """The request that the command's text stands for."""
    parsed = parse_words(_LINK.sub(r"\1", text), REGIONS)
    if isinstance(parsed, HelpRequest | UsageProblem):
        return parsed
    if len(parsed.words) > 2:
        return UsageProblem("request.regions", {"words": quote_back(" ".join(parsed.words)), "command": REGIONS.name})
    return RegionsRequest(parsed.words, parsed.flags.get(LANG), Switch.PRIVATE in parsed.switches)


def parse_trace(text: str) -> TraceRequest | HelpRequest | UsageProblem:
    """The request that the command's text stands for."""
    parsed = parse_words(_LABEL.sub("", html.unescape(text)), TRACE)
    if isinstance(parsed, HelpRequest | UsageProblem):
        return parsed
    if not parsed.words:
        return HelpRequest(parsed.flags.get(LANG))
    by_word = {word: parse_message_id(word) for word in parsed.words}
    ids = [known for word in parsed.words if (known := by_word[word]) is not None]
    others = [word for word in parsed.words if by_word[word] is None]
    if len(ids) != 1:
        wrong = next((word for word in others if "@" in word or "-" in word), others[0] if others else "")
        return UsageProblem("request.message_id", {"word": quote_back(wrong or parsed.words[0]), "example": EXAMPLE_ID})
    if len(others) > 1:
        return UsageProblem("request.one_target", {"first": quote_back(others[0]), "second": quote_back(others[1])})
    target = others[0] if others else None
    return TraceRequest(*ids[0], target, parsed.flags.get(LANG), Switch.PUBLIC in parsed.switches)


def parse_message_id(typed: str) -> tuple[str, str] | None:
    """SES's id and the region that the header names; None for what SES never gave, such as another server's id."""
    local, at, domain = typed.strip("<>").lower().partition("@")
    if not _ID.fullmatch(local):
        return None
    regional = _REGIONAL.fullmatch(domain)
    if regional:
        return local, regional[1]
    return (local, _HOME_REGION if domain == _HOME else "") if domain == _HOME or not at else None


def parse_identity(typed: str) -> str:
    """A domain or an address in the form that SES knows, or "" where it is neither."""
    if "@" in typed:
        local, _, domain = address(typed).rpartition("@")
        return f"{local}@{domain.lower()}" if local else ""
    name = punycode(typed.rstrip(".")).lower()
    return name if "." in name else ""
