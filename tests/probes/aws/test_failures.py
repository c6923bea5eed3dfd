import time

import pytest

from bot.core.context import limit_time
from bot.core.evidence.aws import Account, Failure, FailureKind
from bot.lab.aws.faults import (
    Altered,
    Dropped,
    EmptyBody,
    HtmlError,
    Refused,
    ServerError,
    Stalled,
    Throttled,
    Truncated,
)
from bot.lab.world import (
    REGION,
)
from bot.probes.aws.gateway import Gateway
from tests.probes.cloud import Cloud, account, account_failure


@pytest.mark.parametrize(
    ("effect", "kind"),
    [
        (Refused("AccessDeniedException", status=403), FailureKind.DENIED),
        (Refused("UnrecognizedClientException", status=403), FailureKind.INVALID_KEY),
        (Refused("InvalidSignatureException", status=403), FailureKind.BAD_SIGNATURE),
        (Refused("ExpiredTokenException", status=403), FailureKind.EXPIRED_TOKEN),
        (Refused("OptInRequired", status=403), FailureKind.NOT_SUBSCRIBED),
        (Refused("NotFoundException", status=404), FailureKind.NOT_FOUND),
        (Refused("BadRequestException"), FailureKind.OTHER),
        (Throttled(), FailureKind.THROTTLED),
        (ServerError(500), FailureKind.UNAVAILABLE),
        (ServerError(503), FailureKind.UNAVAILABLE),
        (HtmlError(502), FailureKind.NOT_AWS),
        (HtmlError(200), FailureKind.INCOMPLETE),
        (EmptyBody(), FailureKind.INCOMPLETE),
        (Truncated(), FailureKind.INCOMPLETE),
        (Dropped(), FailureKind.INCOMPLETE),
        (Dropped(reset=True), FailureKind.UNREACHABLE),
        (Altered(values={"SendQuota": 3}), FailureKind.INCOMPLETE),
        (Altered(values={"SendQuota": {"Max24HourSend": "plenty"}}), FailureKind.INCOMPLETE),
    ],
)
async def test_every_way_to_fail_has_its_kind(
    cloud: Cloud, effect: object, kind: FailureKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.probes.aws.gateway._BACK_OFF", 0.01)
    cloud.add_fault("sesv2.GetAccount", effect)  # type: ignore[arg-type]
    failure = await account_failure(cloud)
    assert failure.kind is kind
    assert failure.action == "ses:GetAccount"
    assert failure.by == "inspect"


@pytest.mark.parametrize("effect", [EmptyBody(), Truncated(), HtmlError(200), ServerError(500)])
async def test_query_services_fail_no_less_clearly(
    cloud: Cloud, effect: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.probes.aws.gateway._BACK_OFF", 0.01)
    cloud.add_fault("sts.GetCallerIdentity", effect)  # type: ignore[arg-type]
    failure = await cloud.context().probes.aws.caller("app")
    assert isinstance(failure, Failure)
    assert failure.kind is (FailureKind.UNAVAILABLE if effect == ServerError(500) else FailureKind.INCOMPLETE)
    assert failure.by == "app"


async def test_a_date_that_is_none_is_an_incomplete_answer_and_no_damaged_key(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetEmailIdentity", Altered(values={"VerificationInfo": {"LastCheckedTimestamp": "soon"}}))
    answer = await cloud.context().probes.aws.identity("example.com", REGION)
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.INCOMPLETE


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("ProductionAccessEnabled", "production"),
        ("SendingEnabled", "sending"),
        ("EnforcementStatus", "enforcement"),
        ("SendQuota", "max_24h"),
        ("Details", "review"),
    ],
)
async def test_a_field_that_is_missing_is_none(cloud: Cloud, missing: str, field: str) -> None:
    cloud.add_fault("sesv2.GetAccount", Altered(remove=(missing,)))
    found = await account(cloud)
    assert isinstance(found, Account)
    assert getattr(found, field) is None


async def test_fields_that_nobody_knows_change_nothing(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetAccount", Altered(values={"Tomorrow": {"a": [1]}, "EnforcementStatus": "NEW_STATE"}))
    found = await account(cloud)
    assert isinstance(found, Account)
    assert found.enforcement == "NEW_STATE"


@pytest.mark.parametrize("effect", [Throttled(), ServerError(503)])
async def test_a_second_attempt_is_made_once(cloud: Cloud, effect: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.aws.gateway._BACK_OFF", 0.01)
    cloud.add_fault("sesv2.GetAccount", effect, times=1)  # type: ignore[arg-type]
    assert isinstance(await account(cloud), Account)
    assert cloud.call_count("GetAccount") == 2
    cloud.add_fault("sesv2.GetAccount", effect)  # type: ignore[arg-type]
    assert isinstance(await account(cloud), Failure)
    assert cloud.call_count("GetAccount") == 4


async def test_a_second_attempt_that_does_not_fit_is_not_made(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetAccount", Throttled())
    limit_time(time.monotonic() + 6.2)
    assert (await account_failure(cloud)).kind is FailureKind.THROTTLED
    assert cloud.call_count("GetAccount") == 1


@pytest.mark.parametrize("code", ["AccessDeniedException", "UnrecognizedClientException"])
async def test_a_refusal_is_not_asked_again(cloud: Cloud, code: str) -> None:
    cloud.add_fault("sesv2.GetAccount", Refused(code, status=403))
    await account_failure(cloud)
    assert cloud.call_count("GetAccount") == 1


async def test_no_call_outlives_its_checks_time(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetAccount", Stalled(5))
    limit_time(time.monotonic() + 1.6)
    began = time.monotonic()
    assert (await account_failure(cloud)).kind is FailureKind.TIMEOUT
    assert time.monotonic() - began < 1.6


async def test_a_call_for_which_no_time_is_left_is_not_made(cloud: Cloud) -> None:
    limit_time(time.monotonic() + 0.3)
    assert (await account_failure(cloud)).kind is FailureKind.TIMEOUT
    assert cloud.server.calls == []


async def test_nobody_listens(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.aws.gateway._BACK_OFF", 0.01)
    await cloud.server.stop()
    assert (await account_failure(cloud)).kind is FailureKind.UNREACHABLE


async def test_a_name_that_does_not_resolve(cloud: Cloud, gateway: Gateway) -> None:
    cloud.change(endpoint_url="http://nowhere.invalid:4566")
    assert (await account_failure(cloud)).kind in (FailureKind.DNS, FailureKind.TIMEOUT, FailureKind.UNREACHABLE)
