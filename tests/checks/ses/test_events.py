import json
from dataclasses import replace

import pytest

from bot.checks.identity_names import Found
from bot.checks.ses._events.places import Look, Place, places_of
from bot.checks.ses.events import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.events import Bus, Notifications, Stream, Topic
from bot.core.evidence.ses import EventDestination
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    failure,
    found,
    identity,
    is_blind,
    reason,
    target,
)

TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:mail-events"
STREAM = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/mail-events"
BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/00000000-0000-4000-8000-00000000000e"
SOURCE = f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/tx"
WANTED = ("BOUNCE", "COMPLAINT")
SNS = Place("SNS", "to-sns", TOPIC, WANTED)
OFF = EventDestination("old", False, "SNS", TOPIC, WANTED)
BY_MAIL = Notifications((), True)
SILENT = Notifications((), False)
GONE = failure(FailureKind.NOT_FOUND, "sns:GetTopicAttributes")


def policy(
    *actions: str, principal: object = None, effect: str = "Allow", resource: str = "*", **condition: object
) -> str:
    statement = {
        "Effect": effect,
        "Principal": principal or {"Service": "ses.amazonaws.com"},
        "Action": list(actions or ("sns:Publish",)),
        "Resource": resource,
        "Condition": condition,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def both(*policies: str) -> str:
    return json.dumps({"Statement": [json.loads(p)["Statement"][0] for p in policies]})


def judged(
    *looks: Look,
    destinations: tuple[EventDestination, ...] | Failure | None = None,
    notifications: Notifications | Failure | None = SILENT,
    identities: Found | None = None,
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    """With feedback forwarding off, so that only the places count."""
    if destinations is None:
        destinations = tuple(
            EventDestination(look.place.label, True, look.place.kind, look.place.arn, look.place.events)
            for look in looks
            if not look.place.from_identity
        )
    here = identities or Found(REGION, (identity(forwarding=False),), ())
    return judge(target(**changes), Evidence(here, "tx", destinations, notifications, looks, inspector))


def topic(text: str | None, key: str = "", key_policy: str | Failure | None = None) -> Look:
    return Look(SNS, Topic(TOPIC, text, key), key_policy)


GOOD = topic(policy())


# Where mail is published to, and whether it is taken.


@pytest.mark.parametrize(
    "look",
    [
        GOOD,
        topic(policy(StringEquals={"AWS:SourceAccount": ACCOUNT, "AWS:SourceArn": SOURCE})),
        topic(policy("SNS:*", principal={"AWS": "*"}, StringEquals={"AWS:SourceOwner": ACCOUNT})),
        topic(policy(principal="*", resource=TOPIC)),
        topic(both(policy(), policy("sns:*", principal="*", effect="Deny", Bool={"aws:SecureTransport": "false"}))),
        topic(policy(), KEY, policy("kms:GenerateDataKey*", "kms:Decrypt")),
        Look(Place("Firehose", "f", STREAM, WANTED), Stream(STREAM, "ACTIVE")),
        Look(Place("EventBridge", "e", BUS, WANTED), Bus(BUS)),
        Look(Place("CloudWatch", "c", "", WANTED)),
    ],
)
def test_a_place_that_takes_events(look: Look) -> None:
    judgement = judged(look)
    assert (found(judgement), judgement.outcome, reason(judgement)) == ([], Outcome.PASS, "note.events")
    assert judgement.note is not None
    assert judgement.note.values["arriving"] == (f"{look.place.kind} {look.place.label}",)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (Look(SNS, GONE), "~events.not_delivered/topic_gone"),
        (topic(policy("sns:Subscribe")), "~events.not_delivered/topic_policy"),
        (topic(policy(resource=TOPIC + "-old")), "~events.not_delivered/topic_policy"),
        (topic(policy(principal={"Service": "s3.amazonaws.com"})), "~events.not_delivered/topic_policy"),
        (topic(policy(StringEquals={"AWS:SourceAccount": OTHER_ACCOUNT})), "~events.not_delivered/topic_policy"),
        (topic(policy(StringEquals={"AWS:SourceArn": SOURCE + "-old"})), "~events.not_delivered/topic_policy"),
        (topic(both(policy(), policy(effect="Deny", principal="*"))), "~events.not_delivered/topic_policy"),
        (topic(policy(), KEY, policy("kms:Decrypt")), "~events.not_delivered/key_policy"),
        (topic(policy(), KEY, policy("kms:GenerateDataKey")), "~events.not_delivered/key_policy"),
        (
            topic(policy(), KEY, policy("kms:*", principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"})),
            "~events.not_delivered/key_policy",
        ),
        (Look(Place("Firehose", "f", STREAM, WANTED), GONE), "~events.not_delivered/place_gone"),
        (Look(Place("Firehose", "f", STREAM, WANTED), Stream(STREAM, "DELETING")), "~events.not_delivered/place_gone"),
        (Look(Place("EventBridge", "e", BUS, WANTED), GONE), "~events.not_delivered/place_gone"),
    ],
)
def test_a_place_that_certainly_takes_nothing(look: Look, expected: str) -> None:
    judgement = judged(look, notifications=BY_MAIL)
    assert (found(judgement), judgement.outcome) == ([expected], Outcome.WARN)
    (finding,) = judgement.findings
    assert (finding.subject, finding.values["resource"]) == (look.place.label, look.place.arn)


@pytest.mark.parametrize(
    "look",
    [
        Look(SNS, failure(FailureKind.DENIED, "sns:GetTopicAttributes")),
        topic(None),
        topic("{"),
        topic(policy(StringEquals={"aws:PrincipalOrgID": "o-example"})),
        topic(both(policy(), policy(effect="Deny", principal="*", StringNotEquals={"aws:SourceVpce": "vpce-1"}))),
        topic(policy(), "alias/aws/sns"),
        topic(policy(), KEY, failure(FailureKind.DENIED, "kms:GetKeyPolicy")),
        topic(policy(), KEY, policy("kms:*", StringEquals={"kms:CallerAccount": ACCOUNT})),
        Look(Place("Firehose", "f", STREAM, WANTED), Stream(STREAM, None)),
        Look(Place("Pinpoint", "p", "", WANTED)),
        Look(Place("", "x", "", WANTED)),
    ],
)
def test_what_could_not_be_looked_at_is_told_and_never_a_fault(look: Look) -> None:
    alone = judged(look)
    assert is_blind(alone) and reason(alone) == "note.events_unseen"
    assert alone.repair is None and alone.missing_permission is None
    beside = judged(look, GOOD)
    assert (found(beside), beside.outcome, reason(beside)) == ([], Outcome.PASS, "note.events_partly")
    by_mail = judged(look, notifications=BY_MAIL)
    assert (found(by_mail), by_mail.outcome, reason(by_mail)) == ([], Outcome.PASS, "note.events_partly")


def test_every_place_that_takes_nothing_is_named() -> None:
    stream = Look(Place("Firehose", "f", STREAM, WANTED), GONE)
    judgement = judged(Look(SNS, GONE), stream, GOOD)
    assert found(judgement) == ["~events.not_delivered/topic_gone", "~events.not_delivered/place_gone"]


def test_conditions_on_an_account_that_is_not_known_decide_nothing() -> None:
    look = topic(policy(StringEquals={"AWS:SourceAccount": OTHER_ACCOUNT}))
    assert is_blind(judged(look, inspector=failure(FailureKind.TIMEOUT)))


# No place at all.


def test_nothing_takes_bounces_and_complaints() -> None:
    judgement = judged()
    assert found(judgement) == ["~events.not_delivered"]
    assert judgement.findings[0].values["events"] == WANTED
    only_bounces = judged(Look(replace(SNS, events=("BOUNCE",)), GOOD.state))
    assert found(only_bounces) == ["~events.not_delivered"]
    assert only_bounces.findings[0].values["events"] == ("COMPLAINT",)


def test_forwarding_by_mail_is_enough() -> None:
    judgement = judged(notifications=BY_MAIL)
    assert (found(judgement), judgement.outcome) == ([], Outcome.PASS)
    assert judgement.note is not None and judgement.note.values["arriving"] == ("forwarding",)


def test_every_destination_is_switched_off() -> None:
    assert found(judged(destinations=(OFF, OFF))) == ["~events.not_delivered/all_disabled"]
    assert found(judged(destinations=(OFF,), notifications=BY_MAIL)) == ["~events.not_delivered/all_disabled"]
    assert found(judged(GOOD, destinations=(OFF, EventDestination("new", True, "SNS", TOPIC, WANTED)))) == []
    unknown = judged(destinations=(replace(OFF, enabled=None),))
    assert found(unknown) == []


def test_notifications_of_the_identity_take_the_place_of_destinations() -> None:
    notified = Notifications((("BOUNCE", TOPIC), ("COMPLAINT", TOPIC)), False)
    (place,) = places_of((OFF,), notified)
    assert place == Place("SNS", "mail-events", TOPIC, WANTED, True)
    assert found(judged(Look(place, GOOD.state), destinations=(OFF,), notifications=notified)) == []
    # The source of a notification is the identity, whose ARN is not judged.
    elsewhere = topic(policy(StringEquals={"AWS:SourceArn": SOURCE + "-old"}))
    assert is_blind(judged(Look(place, elsewhere.state), destinations=(), notifications=notified))


@pytest.mark.parametrize("kind", BLIND)
def test_a_refused_look_never_finds_that_there_is_nothing(kind: FailureKind) -> None:
    refused = failure(kind, "ses:GetConfigurationSetEventDestinations")
    assert is_blind(judged(destinations=refused))
    assert is_blind(judged(notifications=refused, identities=Found(REGION, (identity(forwarding=None),), ())))
    by_mail = judged(destinations=refused, notifications=BY_MAIL)
    assert (found(by_mail), by_mail.outcome, reason(by_mail)) == ([], Outcome.PASS, "note.events_partly")


def test_without_an_identity_nothing_is_found() -> None:
    nobody = Found(REGION, (), (failure(FailureKind.DENIED, "ses:GetEmailIdentity"),))
    assert is_blind(judged(notifications=None, identities=nobody))
    assert is_blind(judged(notifications=None, identities=Found(REGION, (), ())))


def test_another_accounts_places_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(inspector=other, expected_account=ACCOUNT))
