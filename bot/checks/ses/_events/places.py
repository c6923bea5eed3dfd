"""The places that events go to, and what AWS says of each: topics with their keys, delivery streams, event buses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.context import Context
from bot.core.evidence.aws import Failure
from bot.core.evidence.events import Bus, Notifications, Stream, Topic
from bot.core.evidence.ses import EventDestination
from bot.probes.probes import Probes

_KEY = re.compile(r"(arn:[\w-]+:kms:[\w-]+:\d{12}:key/)?[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """One enabled place. kind: as in EventDestination. label: as a person names it. events: types, such as BOUNCE.

    from_identity: True for a notification of the identity, False for an event destination of a configuration set.
    """

    kind: str
    label: str
    arn: str
    events: tuple[str, ...]
    from_identity: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What AWS says of a place. state: None where there is nothing to ask. key_policy: of the topic's own KMS key; None
    where the topic has none, or names it by an alias, which kms:GetKeyPolicy does not take.
    """

    place: Place
    state: Topic | Stream | Bus | Failure | None = None
    key_policy: str | Failure | None = None


def places_of(destinations: tuple[EventDestination, ...], notifications: Notifications | None) -> tuple[Place, ...]:
    """The enabled destinations, then the topics of the identity, each topic once."""
    found = [Place(d.kind, d.name, d.arn, d.events) for d in destinations if d.enabled]
    topics: dict[str, list[str]] = {}
    for event, arn in notifications.topics if notifications else ():
        topics.setdefault(arn, []).append(event)
    found += [Place("SNS", arn.rpartition(":")[2], arn, tuple(events), True) for arn, events in topics.items()]
    return tuple(found)


async def look_at(context: Context[Probes], place: Place) -> Look:
    """Asks the service that has the place. CloudWatch needs no place, and Pinpoint is not asked."""
    aws = context.probes.aws
    if not place.arn:
        return Look(place)
    match place.kind:
        case "SNS":
            topic = await aws.topic(place.arn)
            if isinstance(topic, Failure) or not _KEY.fullmatch(topic.key):
                return Look(place, topic)
            region = place.arn.split(":")[3] if place.arn.count(":") >= 5 else ""
            return Look(place, topic, await aws.key_policy(topic.key, region or context.target.region))
        case "Firehose":
            return Look(place, await aws.stream(place.arn))
        case "EventBridge":
            return Look(place, await aws.bus(place.arn))
    return Look(place)
