"""Numbers that no quota can be, lists in pages, and lists that break off."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.core.evidence import Account, Failure, FailureKind
from bot.lab.aws.faults import Altered, RepeatedPage
from bot.lab.world import REGION, Identity
from tests.probes.cloud import Cloud


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 1e300])
async def test_a_number_that_no_quota_can_be_is_unknown(cloud: Cloud, number: float) -> None:
    cloud.spoil("sesv2.GetAccount", Altered(values={"SendQuota.Max24HourSend": number}))
    found = await cloud.context().probes.aws.account(REGION)
    assert isinstance(found, Account)
    assert (found.max_24h, found.rate) == (None, 14)


async def test_a_list_that_goes_on_but_not_where_is_incomplete(cloud: Cloud) -> None:
    cloud.spoil("iam.ListAccessKeys", Altered(values={"IsTruncated": True}))
    found = await cloud.context().probes.aws.keys_of("myapp-smtp")
    assert isinstance(found, Failure)
    assert found.kind is FailureKind.INCOMPLETE


async def test_every_identity_is_listed_past_the_first_page(cloud: Cloud) -> None:
    cloud.region.add(*(Identity(f"shop{number:03}.example") for number in range(250)))
    listed = await cloud.context().probes.aws.listed(REGION)
    assert not isinstance(listed, Failure)
    assert len({identity.name for identity in listed}) == 251
    assert cloud.asked("ListEmailIdentities") == 3


async def test_a_list_that_returns_to_its_first_page_is_incomplete(cloud: Cloud) -> None:
    cloud.region.add(*(Identity(f"shop{number:03}.example") for number in range(250)))
    cloud.spoil("sesv2.ListEmailIdentities", RepeatedPage())
    listed = await cloud.context().probes.aws.listed(REGION)
    assert isinstance(listed, Failure)
    assert listed.kind is FailureKind.INCOMPLETE
    assert cloud.asked("ListEmailIdentities") <= 3


@pytest.mark.parametrize(
    ("operation", "look"),
    [
        ("sesv2.ListEmailIdentities", lambda aws: aws.listed(REGION)),
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
    cloud.spoil(operation, Altered(remove=names))
    answer = await look(cloud.context().probes.aws)
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.INCOMPLETE
