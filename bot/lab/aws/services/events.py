"""The places that SES publishes events to: SNS, KMS for encrypted topics, Firehose and EventBridge. One read each."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.lab.aws.operation import Answer, ApiRequest, Operation, Resource
from bot.lab.aws.refusals import Refusal
from bot.lab.world.events import default_policy

_CREATED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def _get_topic_attributes(request: ApiRequest) -> Answer:
    arn = request.params["TopicArn"]
    found = request.state.topics.get(arn)
    if found is None:
        return Refusal("NotFound", "Topic does not exist", 404)
    attributes = {
        "TopicArn": arn,
        "Owner": arn.split(":")[4],
        "Policy": json.dumps(found.policy or default_policy(arn)),
        "SubscriptionsConfirmed": "1",
    }
    return {"Attributes": attributes | ({"KmsMasterKeyId": found.key} if found.key else {})}


def _get_key_policy(request: ApiRequest) -> Answer:
    arn = _key(request).arn
    if arn not in request.state.key_policies:
        return Refusal("NotFoundException", f"Key '{arn}' does not exist")
    return {"Policy": json.dumps(request.state.key_policies[arn]), "PolicyName": "default"}


def _describe_delivery_stream(request: ApiRequest) -> Answer:
    name = request.params["DeliveryStreamName"]
    status = request.state.streams.get(name)
    if status is None:
        message = f"Firehose {name} under account {request.account.id} not found."
        return Refusal("ResourceNotFoundException", message)
    described: dict[str, Any] = {
        "DeliveryStreamName": name,
        "DeliveryStreamARN": _stream(request).arn,
        "DeliveryStreamStatus": status,
        "DeliveryStreamType": "DirectPut",
        "VersionId": "1",
        "CreateTimestamp": _CREATED,
        "Destinations": [],
        "HasMoreDestinations": False,
    }
    return {"DeliveryStreamDescription": described}


def _describe_event_bus(request: ApiRequest) -> Answer:
    name = request.params.get("Name", "default")
    if name not in request.state.buses:
        return Refusal("ResourceNotFoundException", f"Event bus {name} does not exist.")
    return {"Name": name, "Arn": _bus(request).arn}


def _topic(request: ApiRequest) -> Resource:
    arn = request.params["TopicArn"]
    return Resource(arn, arn)


def _key(request: ApiRequest) -> Resource:
    given: str = request.params["KeyId"]
    return _resource(request, "kms", f"key/{given}") if not given.startswith("arn:") else Resource(given, given)


def _stream(request: ApiRequest) -> Resource:
    return _resource(request, "firehose", f"deliverystream/{request.params['DeliveryStreamName']}")


def _bus(request: ApiRequest) -> Resource:
    return _resource(request, "events", f"event-bus/{request.params.get('Name', 'default')}")


def _resource(request: ApiRequest, service: str, name: str) -> Resource:
    arn = f"arn:{request.world.partition}:{service}:{request.region}:{request.account.id}:{name}"
    return Resource(arn, arn)


SNS: Mapping[str, Operation] = {"GetTopicAttributes": Operation(_get_topic_attributes, _topic)}
KMS: Mapping[str, Operation] = {"GetKeyPolicy": Operation(_get_key_policy, _key)}
FIREHOSE: Mapping[str, Operation] = {"DescribeDeliveryStream": Operation(_describe_delivery_stream, _stream)}
EVENTS: Mapping[str, Operation] = {"DescribeEventBus": Operation(_describe_event_bus, _bus)}
