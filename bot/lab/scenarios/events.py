"""Scenarios about the events of mail: where bounces, complaints and deliveries are published."""

from typing import Any

from bot.lab.scenarios.scenario import Scenario, at_risk
from bot.lab.scenarios.scene import Scene
from bot.lab.world import ACCOUNT_ID, CONFIGURATION_SET, READER_KEY_ID, REGION, EventDestination, Topic, deny

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT_ID}:mail-events"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT_ID}:key/00000000-0000-4000-8000-00000000000e"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT_ID}:deliverystream/mail-events"
BUS = f"arn:aws:events:{REGION}:{ACCOUNT_ID}:event-bus/default"


def allow_ses(resource: str, *actions: str, account: str = ACCOUNT_ID) -> dict[str, Any]:
    """A policy that lets SES act for one account, as AWS's guide shows it."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ses.amazonaws.com"},
        "Action": list(actions),
        "Resource": resource,
        "Condition": {"StringEquals": {"AWS:SourceAccount": account}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _publish(scene: Scene, *arns: str, enabled: bool = True) -> None:
    destinations = [EventDestination(f"to-{(arn or 'cloudwatch:').split(':')[2]}", arn, enabled) for arn in arns]
    scene.ses.configuration_sets[CONFIGURATION_SET].event_destinations = destinations


def _healthy(scene: Scene) -> None:
    _publish(scene, TOPIC, STREAM, BUS)
    scene.ses.topics[TOPIC] = Topic(allow_ses(TOPIC, "SNS:Publish"), KEY)
    scene.ses.key_policies[KEY] = allow_ses("*", "kms:GenerateDataKey*", "kms:Decrypt")
    scene.ses.streams["mail-events"] = "ACTIVE"


def _nowhere(scene: Scene) -> None:
    scene.identity.forwarding = False


def _all_disabled(scene: Scene) -> None:
    _healthy(scene)
    _publish(scene, TOPIC, enabled=False)


def _topic_gone(scene: Scene) -> None:
    _publish(scene, TOPIC)


def _topic_policy(scene: Scene) -> None:
    _publish(scene, TOPIC)
    scene.ses.topics[TOPIC] = Topic(allow_ses(TOPIC, "SNS:Publish", account="999988887777"))


def _key_policy(scene: Scene) -> None:
    _healthy(scene)
    scene.ses.key_policies[KEY] = allow_ses("*", "kms:Decrypt")


def _stream_gone(scene: Scene) -> None:
    _publish(scene, STREAM)


def _notifications(scene: Scene) -> None:
    scene.identity.forwarding = False
    scene.identity.topics = {"Bounce": TOPIC, "Complaint": TOPIC}
    scene.ses.topics[TOPIC] = Topic()


def _unseen(scene: Scene) -> None:
    """Forbids the bot every look at the places."""
    _topic_gone(scene)
    scene.user(READER_KEY_ID).policies.append(deny("sns:*", "kms:*", "firehose:*", "events:*", name="only-ses"))


_CODE = "events.not_delivered"
SCENARIOS = (
    Scenario(
        "events-arrive", (), "yes", "Healthy, events go to SNS, Firehose and EventBridge",
        "Ổn, event được gửi tới SNS, Firehose và EventBridge", _healthy,
    ),
    Scenario(
        "events-by-notifications", (), "yes", "Healthy, the identity publishes to a topic with the usual policy",
        "Ổn, identity gửi notification tới topic có policy mặc định", _notifications,
    ),
    Scenario(
        "events-unseen", (), "yes", "The bot may not look at the topic of the events",
        "Bot không có quyền xem topic nhận event", _unseen,
    ),
    at_risk(
        "events-nowhere", _CODE, "Bounces and complaints are sent nowhere", "Bounce và complaint không được gửi đi đâu cả",
        _nowhere,
    ),
    at_risk(
        "events-switched-off", _CODE, "Every event destination is switched off", "Mọi event destination đều đang tắt",
        _all_disabled,
    ),
    at_risk(
        "events-topic-gone", _CODE, "The topic of the events does not exist", "Topic nhận event không còn", _topic_gone
    ),
    at_risk(
        "events-topic-policy", _CODE, "The policy of the topic does not let SES publish",
        "Policy của topic không cho SES publish", _topic_policy,
    ),
    at_risk(
        "events-key-policy", _CODE, "The policy of the topic's KMS key does not let SES use it",
        "Policy của KMS key không cho SES dùng key của topic", _key_policy,
    ),
    at_risk(
        "events-stream-gone", _CODE, "The Firehose stream of the events does not exist",
        "Firehose stream nhận event không còn", _stream_gone,
    ),
)  # fmt: skip
