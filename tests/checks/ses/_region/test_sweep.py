import asyncio

import pytest

from bot.checks.ses._region import sweep
from bot.core.evidence.aws import FailureKind
from tests.checks.evidence import TARGET, failure, target


def test_the_configured_regions_are_asked_else_all_of_the_partition() -> None:
    assert sweep.other_regions(target(regions=("eu-central-1", "us-east-1"))) == ("us-east-1",)
    others = sweep.other_regions(target(regions=()))
    assert {"us-east-1", "eu-south-1"} <= set(others) and TARGET.region not in others
    assert not [region for region in others if region.startswith(("cn-", "us-gov-"))]


async def test_at_most_eight_are_asked_at_once_and_who_is_silent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "ENOUGH", 0.3)
    running, most = 0, 0

    async def ask(region: str) -> str:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(30 if region == "r3" else 0.01)
        running -= 1
        return region.upper()

    regions = tuple(f"r{number}" for number in range(20))
    answers = await sweep.ask_each(regions, ask)
    assert most == sweep.AT_ONCE
    assert answers.silent == ("r3",)
    assert answers.found == tuple((region, region.upper()) for region in regions if region != "r3")


def test_only_an_opt_in_region_that_refuses_the_key_is_not_enabled() -> None:
    refused = (failure(FailureKind.INVALID_KEY, "ses:GetEmailIdentity"),)
    assert sweep.not_enabled("eu-south-1", refused)
    assert not sweep.not_enabled("eu-west-1", refused)
    assert not sweep.not_enabled("eu-south-1", (failure(FailureKind.TIMEOUT, "ses:GetEmailIdentity"),))
