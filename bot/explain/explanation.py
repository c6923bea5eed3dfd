"""The answer to a pasted text, in codes and values. bot.words.explanation words it in one language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.explain.facts import Facts

# A longer text is refused, and the answer asks for the lines around the error.
MAX_BYTES = 1_000_000


class Certainty(StrEnum):
    """How certain the answer is. NOT_SES: another provider's error. UNKNOWN: the text shows no known sign."""

    CERTAIN = "certain"
    LIKELY = "likely"
    CANNOT_TELL = "cannot_tell"
    NOT_SES = "not_ses"
    UNKNOWN = "unknown"


class Retry(StrEnum):
    """Whether to send the message again: WAIT, after a pause; FIX, after a fix; GIVE_UP, not at all."""

    WAIT = "wait"
    FIX = "fix"
    GIVE_UP = "give_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cause and the confidence, from 0 to 1, that the text gives to it."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one text.

    causes: best first; empty for NOT_SES and UNKNOWN, where nearest holds the three most similar causes instead.
    provider: whose server wrote the text, where it is not SES. pasted: kinds of secrets that the text contains
    (KINDS in bot.explain.pasted), never the secrets themselves.
    """

    verdict: Certainty
    causes: tuple[Suspect, ...]
    nearest: tuple[Suspect, ...]
    facts: Facts
    provider: str | None
    retry: Retry
    pasted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that cannot be explained. reason: "too_long", "empty" or "binary". size: in bytes."""

    reason: str
    size: int
