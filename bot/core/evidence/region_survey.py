"""Where an identity is verified: what SES says of it and of the account in each region. Codes and values, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.evidence.aws import Account
from bot.core.model import Note


class Standing(StrEnum):
    """The state of an identity in one region. UNKNOWN: SES could not be asked, or did not say."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    PENDING = "pending"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """One region. name: the identity that decides, which may be a parent of the one asked about; "" where there is none.

    enabled: False for an opt-in region that the account never switched on. reasons: why a lookup failed. missing: the IAM
    actions that the bot lacks.
    """

    region: str
    standing: Standing = Standing.UNKNOWN
    name: str = ""
    account: Account | None = None
    enabled: bool = True
    reasons: tuple[Note, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey. region: the target's own, which is the first of `answers`. identity: what was asked about.

    trouble: why nothing could be asked at all. ms: whole milliseconds. started_at: UTC.
    """

    target: str
    region: str
    identity: str
    answers: tuple[RegionAnswer, ...]
    started_at: datetime
    ms: int
    trouble: Note | None = None

    @property
    def here(self) -> RegionAnswer | None:
        """The target's own region; None where nothing could be asked."""
        return next((answer for answer in self.answers if answer.region == self.region), None)

    @property
    def verified(self) -> tuple[RegionAnswer, ...]:
        """The regions from which the identity can send."""
        return tuple(answer for answer in self.answers if answer.standing is Standing.VERIFIED)
