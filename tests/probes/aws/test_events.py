"""The questions about the places that events go to, against the simulated AWS."""

import bot.lab.world as lab
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.evidence.events import Bus, Notifications, Stream, Topic
from bot.core.evidence.ses import EventDestination
from bot.lab.scenarios.events import BUS, KEY, STREAM, TOPIC, allow_ses
from tests.probes.cloud import Cloud


async def test_every_kind_of_destination_is_read(cloud: Cloud) -> None:
    through = cloud.region.configuration_sets["transactional"]
    through.event_destinations = [lab.EventDestination(arn or "metrics", arn) for arn in (TOPIC, STREAM, BUS, "")]
    wanted = ("BOUNCE", "COMPLAINT")
    assert await cloud.context().probes.aws.event_destinations("transactional") == (
        EventDestination(TOPIC, True, "SNS", TOPIC, wanted),
        EventDestination(STREAM, True, "Firehose", STREAM, wanted),
        EventDestination(BUS, True, "EventBridge", BUS, wanted),
        EventDestination("metrics", True, "CloudWatch", "", wanted),
    )


async def test_every_place_is_read(cloud: Cloud) -> None:
    cloud.region.topics[TOPIC] = lab.Topic(allow_ses(TOPIC, "sns:Publish"), KEY)
    cloud.region.key_policies[KEY] = allow_ses("*", "kms:Decrypt")
    cloud.region.streams["mail-events"] = "CREATING"
    cloud.region.identities["example.com"].topics = {"Bounce": TOPIC}
    cloud.region.identities["example.com"].forwarding = False
    aws = cloud.context().probes.aws
    topic = await aws.topic(TOPIC)
    assert isinstance(topic, Topic) and topic.key == KEY and "ses.amazonaws.com" in (topic.policy or "")
    assert "kms:Decrypt" in str(await aws.key_policy(KEY.rpartition("/")[2], "eu-central-1"))
    assert await aws.key_policy(KEY, "us-east-1") == await aws.key_policy(KEY, "")
    assert await aws.stream(STREAM) == Stream(STREAM, "CREATING")
    assert await aws.bus(BUS) == Bus(BUS)
    assert await aws.notifications("example.com") == Notifications((("BOUNCE", TOPIC),), False)
    assert await aws.notifications("gone.example") == Notifications()


async def test_what_does_not_exist_is_an_answer_of_its_own(cloud: Cloud) -> None:
    aws = cloud.context().probes.aws
    for answer in (
        await aws.topic(TOPIC),
        await aws.key_policy(KEY, ""),
        await aws.stream(STREAM),
        await aws.bus(BUS + "x"),
    ):
        assert isinstance(answer, Failure) and answer.kind is FailureKind.NOT_FOUND
