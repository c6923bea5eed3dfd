"""The questions about the places that events of mail are published to: topics and their keys, streams, event buses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.evidence.aws import Failure
from bot.core.evidence.events import Bus, Notifications, Stream, Topic
from bot.core.evidence.ses import EventDestination
from bot.probes.aws.query import Queries

# Of a destination: its kind, the member of the answer that only this kind has, and in that the member with the ARN.
_KINDS = (
    ("SNS", "SnsDestination", "TopicArn"),
    ("Firehose", "KinesisFirehoseDestination", "DeliveryStreamArn"),
    ("EventBridge", "EventBridgeDestination", "EventBusArn"),
    ("CloudWatch", "CloudWatchDestination", ""),
    ("Pinpoint", "PinpointDestination", ""),
)


class EventQueries(Queries):
    """The questions of one run about events. A place is asked in the region and about the name that its ARN holds."""

    async def notifications(self, identity: str) -> Notifications | Failure:
        """Returns the topics to which SES publishes what happens to the mail of an identity of the target's region."""

        def read(data: Mapping[str, Any]) -> Notifications | None:
            found = data.get("NotificationAttributes")
            if found is None:
                return None
            own = found.get(identity) or {}
            topics = ((name.upper(), own.get(f"{name}Topic")) for name in ("Bounce", "Complaint", "Delivery"))
            return Notifications(tuple((name, arn) for name, arn in topics if arn), own.get("ForwardingEnabled"))

        return await self._query(
            "ses.GetIdentityNotificationAttributes", self._region, {"Identities": [identity]}, read
        )

    async def topic(self, arn: str) -> Topic | Failure:
        """Returns a topic of SNS; a NOT_FOUND Failure where it does not exist."""

        def read(data: Mapping[str, Any]) -> Topic | None:
            found = data.get("Attributes")
            return Topic(arn, found.get("Policy"), found.get("KmsMasterKeyId") or "") if found else None

        return await self._query("sns.GetTopicAttributes", self._home(arn), {"TopicArn": arn}, read)

    async def key_policy(self, key: str, region: str) -> str | Failure:
        """Returns the policy of a KMS key as JSON. key: its id or ARN. region: where it is, for an id."""
        params = {"KeyId": key, "PolicyName": "default"}
        where = self._home(key) if key.startswith("arn:") else region
        return await self._query("kms.GetKeyPolicy", where, params, lambda data: data.get("Policy"))

    async def stream(self, arn: str) -> Stream | Failure:
        """Returns a delivery stream of Firehose; a NOT_FOUND Failure where it does not exist."""

        def read(data: Mapping[str, Any]) -> Stream | None:
            found = data.get("DeliveryStreamDescription")
            return Stream(arn, found.get("DeliveryStreamStatus")) if found else None

        params = {"DeliveryStreamName": arn.rpartition("/")[2]}
        return await self._query("firehose.DescribeDeliveryStream", self._home(arn), params, read)

    async def bus(self, arn: str) -> Bus | Failure:
        """Returns an event bus of EventBridge; a NOT_FOUND Failure where it does not exist."""
        params = {"Name": arn.rpartition("/")[2]}
        return await self._query(
            "events.DescribeEventBus", self._home(arn), params, lambda data: Bus(arn) if data.get("Arn") else None
        )

    def _home(self, arn: str) -> str:
        """The region of an ARN, the target's where it names none."""
        parts = arn.split(":")
        return (parts[3] if len(parts) > 5 else "") or self._region


def read_destinations(data: Mapping[str, Any]) -> tuple[EventDestination, ...] | None:
    """Returns the destinations of sesv2:GetConfigurationSetEventDestinations, None where the answer holds no list."""
    found = data.get("EventDestinations")
    return None if found is None else tuple(map(_destination, found))


def _destination(data: Mapping[str, Any]) -> EventDestination:
    kind, member, inner = next((k for k in _KINDS if data.get(k[1]) is not None), ("", "", ""))
    arn = (data[member].get(inner) or "") if inner else ""
    events = tuple(data.get("MatchingEventTypes") or ())
    return EventDestination(data.get("Name", ""), data.get("Enabled"), kind, arn, events)
