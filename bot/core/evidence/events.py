"""What AWS says of the places that events of mail are published to. A field that an answer did not hold is None."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """sns:GetTopicAttributes. policy: JSON. key: the KMS key that encrypts the topic as SNS names it, "" where none does."""

    arn: str
    policy: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Notifications:
    """ses:GetIdentityNotificationAttributes of one identity. topics: (event, ARN of the topic), such as ("BOUNCE", "arn:…").

    forwarding: True where bounces and complaints are sent by mail.
    """

    topics: tuple[tuple[str, str], ...] = ()
    forwarding: bool | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """firehose:DescribeDeliveryStream. status: ACTIVE where it takes records."""

    arn: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Bus:
    """events:DescribeEventBus."""

    arn: str
