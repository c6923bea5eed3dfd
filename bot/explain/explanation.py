"""The answer to a pasted text, in codes and values: words are chosen later, by bot.words.explanation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.explain.facts import Facts

# Longer texts are refused: a log file is to be cut to the lines around the error first.
MAX_BYTES = 1_000_000


class Sure(StrEnum):
    """How far the text decides. NOT_SES: another provider's. UNKNOWN: it shows nothing that is known."""

    CERTAIN = "certain"
    LIKELY = "likely"
    CANNOT_TELL = "cannot_tell"
    NOT_SES = "not_ses"
    UNKNOWN = "unknown"


class Retry(StrEnum):
    """Whether to send again: after a pause, after a fix, or not at all."""

    WAIT = "wait"
    FIX = "fix"
    GIVE_UP = "give_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cause and how certain the text makes it, 0..1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a text says.

    causes: best first, empty for NOT_SES and UNKNOWN, whose three nearest stand in nearest. provider: whose server
    speaks, where it is not SES. pasted: kinds of secrets that the text holds (bot.core.redact), never the secrets.
    """

    verdict: Sure
    causes: tuple[Suspect, ...]
    nearest: tuple[Suspect, ...]
    facts: Facts
    provider: str | None
    retry: Retry
    pasted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why there is no answer. reason: "too_long" or "empty". size: bytes."""

    reason: str
    size: int
