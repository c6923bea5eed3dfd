"""Operations that AWS allows once a second are spaced over all runs of the process, within the caller's time."""

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.context import limit_time
from bot.core.evidence.aws import Failure, FailureKind
from bot.lab.aws.faults import Throttled
from bot.lab.world import READER_KEY_ID, READER_SECRET, REGION, AccessKey
from bot.probes.aws.operations import OPERATIONS
from bot.probes.aws.pace import Pace
from tests.probes.cloud import Cloud

# The operations of which https://docs.aws.amazon.com/ses/latest/APIReference-V2/ says so.
SLOW_IN_VERSION_2 = {"GetEmailIdentityPolicies", "ListRecommendations", "GetMessageInsights"}


def test_every_operation_that_is_limited_says_so() -> None:
    for operation in OPERATIONS.values():
        slow = operation.service == "ses" or operation.name in SLOW_IN_VERSION_2
        assert operation.once_a_second == slow, operation.name


async def test_calls_of_several_runs_are_a_second_apart(cloud: Cloud) -> None:
    answers = await asyncio.gather(*(cloud.context().probes.aws.statistics() for _ in range(3)))
    assert not any(isinstance(answer, Failure) for answer in answers)
    times = [call.when for call in cloud.server.calls if call.operation == "GetSendStatistics"]
    assert len(times) == 3
    assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(times))


async def test_whoever_cannot_wait_so_long_is_told_at_once(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud.gateway, "_pace", Pace(60))
    assert not isinstance(await cloud.context().probes.aws.statistics(), Failure)
    limit_time(time.monotonic() + 10)
    answer = await cloud.context().probes.aws.statistics()
    assert isinstance(answer, Failure)
    assert (answer.kind, answer.action) == (FailureKind.PACED, "ses:GetSendStatistics")
    assert cloud.call_count("GetSendStatistics") == 1


async def test_a_second_attempt_waits_for_its_turn_too(cloud: Cloud) -> None:
    cloud.add_fault("ses.GetSendStatistics", Throttled(), times=1)
    assert not isinstance(await cloud.context().probes.aws.statistics(), Failure)
    first, second = [call.when for call in cloud.server.calls if call.operation == "GetSendStatistics"]
    assert second - first >= timedelta(seconds=1)


async def test_two_keys_of_one_account_share_its_turns(cloud: Cloud) -> None:
    other = AccessKey("AKIASECONDKEYEXAMPLE", "madeUp/second/secret/00000000000EXAMPLE")
    cloud.account.users["ses-check-reader"].keys.append(other)
    runs = []
    for key_id, secret in ((READER_KEY_ID, READER_SECRET), (other.id, other.secret)):
        cloud.set_env("TEST_READER_ID", key_id)
        cloud.set_env("TEST_READER_SECRET", secret)
        run = cloud.context().probes.aws
        # The gateway learns a key's account from the first answer that names it.
        await run.caller("inspect")
        runs.append(run)
    await asyncio.gather(*(run.statistics() for run in runs))
    first, second = [call for call in cloud.server.calls if call.operation == "GetSendStatistics"]
    assert {first.access_key_id, second.access_key_id} == {READER_KEY_ID, other.id}
    assert second.when - first.when >= timedelta(seconds=1)


@pytest.mark.parametrize("other", [("a", REGION, "Y"), ("a", "us-east-1", "X"), ("b", REGION, "X")])
async def test_other_accounts_regions_and_operations_have_turns_of_their_own(other: tuple[str, str, str]) -> None:
    pace = Pace(60)
    assert await pace.wait_for_turn(("a", REGION, "X"), 0.1)
    assert await pace.wait_for_turn(other, 0.1)
    assert not await pace.wait_for_turn(("a", REGION, "X"), 0.1)
