"""Numbers that no quota can be, and lists that break off."""

import pytest

from bot.core.evidence import Account, Failure, FailureKind
from bot.lab.aws.faults import Altered
from bot.lab.world import REGION
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
