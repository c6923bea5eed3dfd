"""What SES says about sending: statistics, suppression, recommendations, pauses, and the identities of a region.

A field that an answer did not hold is None.
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
    """One identity of sesv2:ListEmailIdentities. verified: SES sends mail from it."""

    name: str
    verified: bool | None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class EventDestination:
    """Where a configuration set publishes its events. enabled: False where it is switched off.

    kind: SNS, Firehose, EventBridge, CloudWatch or Pinpoint, "" where the answer names none. arn: of the topic, stream or
    bus, "" for the others. events: the types of events that it takes, such as BOUNCE.
    """

    name: str
    enabled: bool | None
    kind: str = ""
    arn: str = ""
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """sesv2:GetSuppressedDestination. reason: BOUNCE or COMPLAINT. since: UTC."""

    reason: str | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One open item of sesv2:ListRecommendations. resource: an ARN."""

    type: str
    impact: str
    resource: str


@dataclass(frozen=True, slots=True)
class PausedEntity:
    """One entity of sesv2:ListReputationEntities that may not send. reference: its ARN.

    by_ses: the status that SES has set (ENABLED, REINSTATED, DISABLED), None where it says nothing. cause: AWS's
    explanation. since: UTC.
    """

    reference: str
    by_ses: str | None = None
    cause: str = ""
    since: datetime | None = None
