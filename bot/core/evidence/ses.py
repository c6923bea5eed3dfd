"""Evidence about sending itself: statistics, suppression, recommendations, pauses, and what a region holds.

As in bot.core.evidence.aws: a field that an answer did not hold is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SendPoint:
    """Fifteen minutes of ses:GetSendStatistics. attempts: mails that SES tried to deliver."""

    time: datetime
    attempts: int
    bounces: int
    complaints: int


@dataclass(frozen=True, slots=True)
class ListedIdentity:
    """One of sesv2:ListEmailIdentities. verified: mail may be sent from it."""

    name: str
    verified: bool | None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class EventDestination:
    """Where a configuration set tells what became of its mail."""

    name: str
    enabled: bool | None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """sesv2:GetSuppressedDestination. reason: BOUNCE or COMPLAINT."""

    reason: str | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An open one of sesv2:ListRecommendations. resource: an ARN."""

    type: str
    impact: str
    resource: str


@dataclass(frozen=True, slots=True)
class PausedEntity:
    """One of sesv2:ListReputationEntities that may not send. reference: an ARN.

    by_ses: the status that SES has set (ENABLED, REINSTATED, DISABLED), None where it says nothing. cause: why, in AWS's
    words. since: when, UTC.
    """

    reference: str
    by_ses: str | None = None
    cause: str = ""
    since: datetime | None = None
