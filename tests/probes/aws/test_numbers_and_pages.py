"""Numbers that cannot be quotas, lists in pages, and lists that end too early."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.evidence.aws import Account, Failure, FailureKind
from bot.core.evidence.ses import EventDestination, PausedEntity, Recommendation, Suppressed
from bot.lab import world as lab
from bot.lab.aws.faults import Altered, RepeatedPage
from bot.lab.world import REGION, Identity
from tests.probes.cloud import Cloud


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 1e300])
async def test_a_number_that_no_quota_can_be_is_unknown(cloud: Cloud, number: float) -> None:
    cloud.add_fault("sesv2.GetAccount", Altered(values={"SendQuota.Max24HourSend": number}))
    found = await cloud.context().probes.aws.account(REGION)
    assert isinstance(found, Account)
    assert (found.max_24h, found.rate) == (None, 14)


async def test_a_list_that_goes_on_but_not_where_is_incomplete(cloud: Cloud) -> None:
    cloud.add_fault("iam.ListAccessKeys", Altered(values={"IsTruncated": True}))
    found = await cloud.context().probes.aws.access_keys("myapp-smtp")
    assert isinstance(found, Failure)
    assert found.kind is FailureKind.INCOMPLETE


async def test_every_identity_is_listed_past_the_first_page(cloud: Cloud) -> None:
    cloud.region.add(*(Identity(f"shop{number:03}.example") for number in range(250)))
    listed = await cloud.context().probes.aws.list_identities(REGION)
    assert not isinstance(listed, Failure)
    assert len({identity.name for identity in listed}) == 251
    assert cloud.call_count("ListEmailIdentities") == 3


async def test_a_list_that_returns_to_its_first_page_is_incomplete(cloud: Cloud) -> None:
    cloud.region.add(*(Identity(f"shop{number:03}.example") for number in range(250)))
    cloud.add_fault("sesv2.ListEmailIdentities", RepeatedPage())
    listed = await cloud.context().probes.aws.list_identities(REGION)
    assert isinstance(listed, Failure)
    assert listed.kind is FailureKind.INCOMPLETE
    assert cloud.call_count("ListEmailIdentities") <= 3


@pytest.mark.parametrize(
    ("operation", "look"),
    [
        ("sesv2.ListEmailIdentities", lambda aws: aws.list_identities(REGION)),
        ("sesv2.ListReputationEntities", lambda aws: aws.paused_entities()),
        ("ses.GetSendStatistics", lambda aws: aws.statistics()),
        ("sesv2.GetConfigurationSetEventDestinations", lambda aws: aws.event_destinations("transactional")),
    ],
)
async def test_a_list_that_is_not_in_the_answer_is_unknown_and_not_empty(
    cloud: Cloud, operation: str, look: Callable[[Any], Awaitable[object]]
) -> None:
    names = ("EmailIdentities", "ReputationEntities", "SendDataPoints", "EventDestinations")
    assert not isinstance(await look(cloud.context().probes.aws), Failure)
    cloud.add_fault(operation, Altered(remove=names))
    answer = await look(cloud.context().probes.aws)
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.INCOMPLETE


# Sending itself.


async def test_everything_about_sending_is_read(cloud: Cloud) -> None:
    arn = f"arn:aws:ses:{REGION}:111122223333:identity/example.com"
    when = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    cloud.region.suppressed["gone@example.net"] = lab.Suppressed("COMPLAINT", when)
    cloud.region.vdm = True
    cloud.region.recommendations = [lab.Recommendation("DKIM", arn), lab.Recommendation("SPF", arn, status="FIXED")]
    cloud.region.entities = [
        lab.ReputationEntity(arn, ses="DISABLED", cause="Bounces", updated=when),
        lab.ReputationEntity(f"{arn}.vn"),
    ]
    through = cloud.region.configuration_sets["transactional"]
    through.event_destinations = [lab.EventDestination("sns", "arn:aws:sns:eu-central-1:111122223333:x", enabled=False)]
    through.suppressed_reasons = ["BOUNCE"]
    cloud.region.identities["example.com"].policies = {"guard": {"Statement": []}}
    aws = cloud.context().probes.aws
    assert await aws.suppression("gone@example.net") == Suppressed("COMPLAINT", when)
    assert await aws.recommendations() == (Recommendation("DKIM", "HIGH", arn),)
    assert await aws.paused_entities() == (PausedEntity(arn, "DISABLED", "Bounces", when),)
    assert await aws.event_destinations("transactional") == (
        EventDestination("sns", False, "SNS", "arn:aws:sns:eu-central-1:111122223333:x", ("BOUNCE", "COMPLAINT")),
    )
    found = await aws.configuration_set("transactional")
    assert not isinstance(found, Failure) and found.suppressed_reasons == ("BOUNCE",)
    identity = await aws.identity("example.com", REGION)
    assert not isinstance(identity, Failure) and identity.policies == {"guard": '{"Statement": []}'}
    points = await aws.statistics()
    assert not isinstance(points, Failure)
    assert sum(point.attempts for point in points) == 1200
    assert [point.time for point in points] == sorted(point.time for point in points)


async def test_not_suppressed_is_an_answer_of_its_own(cloud: Cloud) -> None:
    answer = await cloud.context().probes.aws.suppression("fine@example.net")
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.NOT_FOUND
