"""A survey against the fake AWS: the state of every region, failures with their reasons, and time limits."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from bot.core.evidence.region_survey import RegionAnswer, Standing, Survey
from bot.lab.aws import Altered, Refused, Stalled
from bot.lab.world import Identity, RegionState
from bot.languages import LANGUAGES
from bot.lookups.regions import REGION_DEADLINE, regions_of, survey
from bot.probes.regions import DEFAULT_ENABLED
from bot.words.region_survey import build_survey
from tests.probes.cloud import Cloud

DENIED = Refused("AccessDeniedException", "not authorized", 403)


async def surveyed(cloud: Cloud, identity: str = "example.com", regions: Sequence[str] = ("us-east-1",)) -> Survey:
    cloud.change(regions=tuple(regions))
    context = cloud.context()
    found = await survey(context, identity)
    await context.close()
    return found


def answer(found: Survey, region: str) -> RegionAnswer:
    return next(each for each in found.answers if each.region == region)


def words(found: Survey, language: str = "en") -> str:
    said = build_survey(found, language)
    return "\n".join([said.headline, *said.remarks])


async def test_the_own_region_comes_first_and_each_is_asked_once(cloud: Cloud) -> None:
    found = await surveyed(cloud, regions=("us-east-1", "eu-central-1", "us-west-2"))
    assert [each.region for each in found.answers] == ["eu-central-1", "us-east-1", "us-west-2"]
    assert [each.standing for each in found.answers] == [Standing.VERIFIED, Standing.ABSENT, Standing.ABSENT]
    assert (cloud.call_count("GetAccount"), cloud.call_count("GetEmailIdentity")) == (3, 3)


async def test_without_configured_regions_all_that_every_account_has(cloud: Cloud) -> None:
    found = await surveyed(cloud, regions=())
    assert {each.region for each in found.answers} == DEFAULT_ENABLED
    assert found.answers[0].region == "eu-central-1"
    said = build_survey(found, "en")
    # Sixteen empty regions are one line, not sixteen rows.
    assert said.table is not None and len(said.table.rows) == 1
    assert all(region in words(found) for region in DEFAULT_ENABLED)


def test_other_partitions_have_their_own_regions(cloud: Cloud) -> None:
    cloud.change(region="us-gov-west-1")
    assert set(regions_of(cloud.target)) == {"us-gov-west-1", "us-gov-east-1"}


@pytest.mark.parametrize(
    ("identity", "standing", "cell"),
    [
        (Identity("example.net"), Standing.VERIFIED, "yes"),
        (Identity("example.net", verified=False, status="PENDING"), Standing.PENDING, "pending"),
        (Identity("example.net", verified=False, status="FAILED"), Standing.UNVERIFIED, "no"),
    ],
)
async def test_each_standing_has_its_word(cloud: Cloud, identity: Identity, standing: Standing, cell: str) -> None:
    cloud.region.add(identity)
    found = await surveyed(cloud, "example.net")
    assert answer(found, "eu-central-1").standing is standing
    table = build_survey(found, "en").table
    assert table is not None and table.rows[0][1] == cell


async def test_a_parent_or_the_domain_of_an_address_decides_and_is_named(cloud: Cloud) -> None:
    found = await surveyed(cloud, "noreply@news.example.com")
    assert answer(found, "eu-central-1").name == "example.com"
    assert words(found).startswith("example.com is verified in eu-central-1")


async def test_a_region_that_is_not_enabled_is_no_error(cloud: Cloud) -> None:
    for region in ("ap-east-1", "af-south-1"):
        cloud.account.regions[region] = RegionState(enabled=False)
    found = await surveyed(cloud, regions=("ap-east-1", "us-east-1", "af-south-1"))
    assert not answer(found, "ap-east-1").enabled and not answer(found, "ap-east-1").reasons
    assert "Not enabled in this account: ap-east-1, af-south-1" in words(found)


async def test_a_wrong_key_is_not_taken_for_regions_that_are_not_enabled(cloud: Cloud) -> None:
    cloud.set_env("TEST_READER_ID", "AKIAUNKNOWNKEYEXAMPLE"[:20])
    found = await surveyed(cloud, regions=("ap-east-1",))
    assert found.answers == () and found.trouble is not None
    assert cloud.call_count("GetAccount") == 0
    assert "were not asked" in words(found)


async def test_a_denied_call_names_the_missing_action(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetEmailIdentity", DENIED, region="us-east-1")
    cloud.add_fault("sesv2.GetAccount", DENIED)
    found = await surveyed(cloud)
    there = answer(found, "us-east-1")
    assert there.standing is Standing.UNKNOWN
    assert set(there.missing) == {"ses:GetAccount", "ses:GetEmailIdentity"}
    assert "us-east-1: the bot may not look: it lacks ses:GetEmailIdentity" in words(found)
    assert "All regions: the bot may not look: it lacks ses:GetAccount" in words(found)


async def test_a_denied_identity_does_not_hide_a_verified_parent(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetEmailIdentity", DENIED, times=1)
    found = await surveyed(cloud, "a@example.com", regions=("eu-central-1",))
    assert answer(found, "eu-central-1").standing is Standing.VERIFIED


async def test_a_region_that_does_not_answer_does_not_delay_the_others(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.*", Stalled(30), region="us-east-1")
    began = time.monotonic()
    found = await surveyed(cloud, regions=("us-east-1", "us-west-2"))
    assert time.monotonic() - began < REGION_DEADLINE + 2
    assert answer(found, "us-west-2").standing is Standing.ABSENT
    assert answer(found, "us-east-1").standing is Standing.UNKNOWN and answer(found, "us-east-1").reasons
    assert build_survey(found, "en").good is True


async def test_an_own_region_that_does_not_answer_is_unknown_not_absent(cloud: Cloud) -> None:
    cloud.account.regions["us-east-1"].add(Identity("example.com"))
    cloud.add_fault("sesv2.GetEmailIdentity", Refused("InternalFailure", "oops", 500), region="eu-central-1")
    said = build_survey(await surveyed(cloud), "en")
    assert said.good is None
    assert said.headline.startswith("example.com is verified in us-east-1. eu-central-1, which prod uses, could not")


async def test_with_keys_of_another_account_no_region_is_asked(cloud: Cloud) -> None:
    cloud.change(expected_account="444455556666")
    found = await surveyed(cloud)
    assert found.answers == ()
    assert "444455556666" in words(found)


async def test_what_limits_mail_from_the_own_region_is_said(cloud: Cloud) -> None:
    cloud.region.production, cloud.region.sending, cloud.region.max_24h = False, False, -1
    said = build_survey(await surveyed(cloud), "en")
    assert said.remarks == (
        "Sending is paused in eu-central-1.",
        "The account is in the sandbox in eu-central-1: mail goes to verified recipients only.",
    )
    assert said.table is not None and said.table.rows[0][2:] == ("sandbox", "paused", "1,234 / no limit")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_field_that_aws_left_out_is_a_question_mark(cloud: Cloud, language: str) -> None:
    cloud.add_fault("sesv2.GetAccount", Altered(remove=("ProductionAccessEnabled", "SendingEnabled", "SendQuota")))
    table = build_survey(await surveyed(cloud), language).table
    assert table is not None and table.rows[0][2:] == ("?", "?", "?")
