import json

from bot.lab.scenarios.events import BUS, KEY, STREAM, TOPIC, allow_ses
from bot.lab.world import EventDestination, Topic
from tests.lab.aws.clients import Lab


async def test_topic(lab: Lab) -> None:
    assert (await lab.refused("sns", "GetTopicAttributes", TopicArn=TOPIC))[:2] == ("NotFound", 404)
    lab.region.topics[TOPIC] = Topic(key=KEY)
    found = (await lab.ask("sns", "GetTopicAttributes", TopicArn=TOPIC))["Attributes"]
    assert (found["TopicArn"], found["KmsMasterKeyId"]) == (TOPIC, KEY)
    (statement,) = json.loads(found["Policy"])["Statement"]
    assert statement["Condition"] == {"StringEquals": {"AWS:SourceOwner": "111122223333"}}


async def test_key_policy(lab: Lab) -> None:
    assert (await lab.refused("kms", "GetKeyPolicy", KeyId=KEY))[:2] == ("NotFoundException", 400)
    lab.region.key_policies[KEY] = allow_ses("*", "kms:Decrypt")
    by_id = await lab.ask("kms", "GetKeyPolicy", KeyId=KEY.rpartition("/")[2], PolicyName="default")
    assert json.loads(by_id["Policy"]) == lab.region.key_policies[KEY]


async def test_stream_and_bus(lab: Lab) -> None:
    gone = await lab.refused("firehose", "DescribeDeliveryStream", DeliveryStreamName="mail-events")
    assert gone[:2] == ("ResourceNotFoundException", 400)
    lab.region.streams["mail-events"] = "ACTIVE"
    found = await lab.ask("firehose", "DescribeDeliveryStream", DeliveryStreamName="mail-events")
    assert found["DeliveryStreamDescription"]["DeliveryStreamARN"] == STREAM
    assert (await lab.ask("events", "DescribeEventBus", Name="default"))["Arn"] == BUS
    assert (await lab.refused("events", "DescribeEventBus", Name="x"))[:2] == ("ResourceNotFoundException", 400)


async def test_destinations_and_notifications(lab: Lab) -> None:
    named = lab.region.configuration_sets["transactional"]
    named.event_destinations = [EventDestination(arn or "metrics", arn) for arn in (TOPIC, STREAM, BUS, "")]
    asked = await lab.ask("sesv2", "GetConfigurationSetEventDestinations", ConfigurationSetName="transactional")
    kinds = [next(k for k in d if k.endswith("Destination")) for d in asked["EventDestinations"]]
    assert kinds == ["SnsDestination", "KinesisFirehoseDestination", "EventBridgeDestination", "CloudWatchDestination"]
    lab.region.identities["example.com"].topics = {"Bounce": TOPIC}
    told = await lab.ask("ses", "GetIdentityNotificationAttributes", Identities=["example.com", "gone.example"])
    assert list(told["NotificationAttributes"]) == ["example.com"]
    assert told["NotificationAttributes"]["example.com"]["BounceTopic"] == TOPIC
