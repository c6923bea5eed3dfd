import asyncio
import base64
import time
from datetime import timedelta

import pytest

from bot.core.context import limit_time
from bot.core.evidence import Account, Caller, ConfigurationSet, Failure, FailureKind, Identity, KeyUse
from bot.core.redact import Redactor
from bot.core.target import Inspect, Keys, Reference, RefKind
from bot.lab.aws.faults import (
    Altered,
    Dropped,
    EmptyBody,
    HtmlError,
    Refused,
    RepeatedPage,
    ServerError,
    Stalled,
    Throttled,
    Truncated,
)
from bot.lab.world import (
    ACCOUNT_ID,
    API_KEY_ID,
    READER_KEY_ID,
    READER_SECRET,
    REGION,
    SMTP_KEY_ID,
    AccessKey,
    Role,
    allow,
)
from bot.probes import aws_sessions
from bot.probes.aws import Gateway
from bot.probes.aws_operations import OPERATIONS, prune
from tests.probes.cloud import APP, INSPECT, Cloud, env

READS = {o.name for o in OPERATIONS.values()}


async def account(cloud: Cloud) -> Account | Failure:
    return await cloud.context().probes.aws.account(REGION)


async def failed(cloud: Cloud) -> Failure:
    answer = await account(cloud)
    assert isinstance(answer, Failure), answer
    return answer


async def test_everything_is_read_of_a_healthy_world(cloud: Cloud) -> None:
    aws = cloud.context().probes.aws
    found = await aws.account(REGION)
    assert found == Account(True, True, "HEALTHY", "GRANTED", "1234567890", 50000, 14, 1234)
    identity = await aws.identity("example.com", REGION)
    assert isinstance(identity, Identity)
    assert (identity.verified, identity.dkim_status, identity.mail_from_domain) == (True, "SUCCESS", "mail.example.com")
    assert identity.configuration_set is None and identity.last_success is not None
    assert await aws.configuration_set("transactional") == ConfigurationSet("transactional", True)
    use = await aws.key_use(SMTP_KEY_ID)
    assert isinstance(use, KeyUse)
    assert (use.user_name, use.service, use.region) == ("myapp-smtp", "ses", REGION)
    keys = await aws.keys_of("myapp-smtp")
    assert isinstance(keys, tuple) and [(k.id, k.status) for k in keys] == [(SMTP_KEY_ID, "Active")]
    owner = await aws.user("myapp-smtp")
    assert not isinstance(owner, Failure) and owner.arn == f"arn:aws:iam::{ACCOUNT_ID}:user/mail/myapp-smtp"
    assert await aws.key_account(SMTP_KEY_ID) == ACCOUNT_ID
    inspector, app = await aws.caller("inspect"), await aws.caller("app")
    assert isinstance(inspector, Caller) and inspector.arn == f"arn:aws:iam::{ACCOUNT_ID}:user/ses-check-reader"
    assert isinstance(app, Caller) and app.account == ACCOUNT_ID
    assert app.skew is not None and abs(app.skew) < timedelta(seconds=3)
    assert {call.operation for call in cloud.server.calls} <= READS


async def test_the_same_question_goes_to_aws_once_in_a_run(cloud: Cloud) -> None:
    aws = cloud.context().probes.aws
    await asyncio.gather(*(aws.account(REGION) for _ in range(10)))
    await aws.account(REGION)
    assert cloud.asked("GetAccount") == 1
    await aws.account("us-east-1")
    assert cloud.asked("GetAccount") == 2
    await cloud.context().probes.aws.account(REGION)
    assert cloud.asked("GetAccount") == 3


async def test_one_key_for_both_is_asked_once_and_each_hears_of_its_own_failure(cloud: Cloud) -> None:
    cloud.change(app=INSPECT)
    cloud.spoil("sts.GetCallerIdentity", Refused("InvalidClientTokenId", status=403))
    aws = cloud.context().probes.aws
    answers = await asyncio.gather(aws.caller("app"), aws.caller("inspect"))
    assert cloud.asked("GetCallerIdentity") == 1
    assert [a.by for a in answers if isinstance(a, Failure)] == ["app", "inspect"]


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
    monkeypatch.setattr("bot.probes.aws._BACK_OFF", 0.01)
    cloud.spoil("sesv2.GetAccount", effect)  # type: ignore[arg-type]
    failure = await failed(cloud)
    assert failure.kind is kind
    assert failure.action == "ses:GetAccount"
    assert failure.by == "inspect"


@pytest.mark.parametrize("effect", [EmptyBody(), Truncated(), HtmlError(200), ServerError(500)])
async def test_query_services_fail_no_less_clearly(
    cloud: Cloud, effect: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.probes.aws._BACK_OFF", 0.01)
    cloud.spoil("sts.GetCallerIdentity", effect)  # type: ignore[arg-type]
    failure = await cloud.context().probes.aws.caller("app")
    assert isinstance(failure, Failure)
    assert failure.kind is (FailureKind.UNAVAILABLE if effect == ServerError(500) else FailureKind.INCOMPLETE)
    assert failure.by == "app"


async def test_a_date_that_is_none_is_an_incomplete_answer_and_no_damaged_key(cloud: Cloud) -> None:
    cloud.spoil("sesv2.GetEmailIdentity", Altered(values={"VerificationInfo": {"LastCheckedTimestamp": "soon"}}))
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
    cloud.spoil("sesv2.GetAccount", Altered(remove=(missing,)))
    found = await account(cloud)
    assert isinstance(found, Account)
    assert getattr(found, field) is None


async def test_fields_that_nobody_knows_change_nothing(cloud: Cloud) -> None:
    cloud.spoil("sesv2.GetAccount", Altered(values={"Tomorrow": {"a": [1]}, "EnforcementStatus": "NEW_STATE"}))
    found = await account(cloud)
    assert isinstance(found, Account)
    assert found.enforcement == "NEW_STATE"


@pytest.mark.parametrize("effect", [Throttled(), ServerError(503)])
async def test_a_second_attempt_is_made_once(cloud: Cloud, effect: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.aws._BACK_OFF", 0.01)
    cloud.spoil("sesv2.GetAccount", effect, times=1)  # type: ignore[arg-type]
    assert isinstance(await account(cloud), Account)
    assert cloud.asked("GetAccount") == 2
    cloud.spoil("sesv2.GetAccount", effect)  # type: ignore[arg-type]
    assert isinstance(await account(cloud), Failure)
    assert cloud.asked("GetAccount") == 4


async def test_a_second_attempt_that_does_not_fit_is_not_made(cloud: Cloud) -> None:
    cloud.spoil("sesv2.GetAccount", Throttled())
    limit_time(time.monotonic() + 6.2)
    assert (await failed(cloud)).kind is FailureKind.THROTTLED
    assert cloud.asked("GetAccount") == 1


@pytest.mark.parametrize("code", ["AccessDeniedException", "UnrecognizedClientException"])
async def test_a_refusal_is_not_asked_again(cloud: Cloud, code: str) -> None:
    cloud.spoil("sesv2.GetAccount", Refused(code, status=403))
    await failed(cloud)
    assert cloud.asked("GetAccount") == 1


async def test_no_call_outlives_its_checks_time(cloud: Cloud) -> None:
    cloud.spoil("sesv2.GetAccount", Stalled(5))
    limit_time(time.monotonic() + 1.6)
    began = time.monotonic()
    assert (await failed(cloud)).kind is FailureKind.TIMEOUT
    assert time.monotonic() - began < 1.6


async def test_a_call_for_which_no_time_is_left_is_not_made(cloud: Cloud) -> None:
    limit_time(time.monotonic() + 0.3)
    assert (await failed(cloud)).kind is FailureKind.TIMEOUT
    assert cloud.server.calls == []


async def test_nobody_listens(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.aws._BACK_OFF", 0.01)
    await cloud.server.stop()
    assert (await failed(cloud)).kind is FailureKind.UNREACHABLE


async def test_a_name_that_does_not_resolve(cloud: Cloud, gateway: Gateway) -> None:
    cloud.change(endpoint_url="http://nowhere.invalid:4566")
    assert (await failed(cloud)).kind in (FailureKind.DNS, FailureKind.TIMEOUT, FailureKind.UNREACHABLE)


async def test_all_pages_of_a_list_are_read(cloud: Cloud) -> None:
    cloud.server.world.page_size = 1
    user = cloud.account.users["myapp-smtp"]
    user.keys.append(AccessKey("AKIASECONDKEYEXAMPLE", "made-up/second/secret/0000000000EXAMPLE"))
    keys = await cloud.context().probes.aws.keys_of("myapp-smtp")
    assert isinstance(keys, tuple)
    assert len(keys) == 2
    assert cloud.asked("ListAccessKeys") == 2


async def test_a_list_without_an_end_is_incomplete(cloud: Cloud) -> None:
    cloud.spoil("iam.ListAccessKeys", RepeatedPage())
    answer = await cloud.context().probes.aws.keys_of("myapp-smtp")
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.INCOMPLETE
    assert cloud.asked("ListAccessKeys") <= 3


async def test_a_page_that_fails_fails_the_list(cloud: Cloud) -> None:
    cloud.server.world.page_size = 1
    user = cloud.account.users["myapp-smtp"]
    user.keys.append(AccessKey("AKIASECONDKEYEXAMPLE", "made-up/second/secret/0000000000EXAMPLE"))
    context = cloud.context()
    first = await context.probes.aws.key_use(SMTP_KEY_ID)
    assert isinstance(first, KeyUse)
    cloud.spoil("iam.ListAccessKeys", Refused("AccessDenied", status=403))
    assert isinstance(await context.probes.aws.keys_of("myapp-smtp"), Failure)


async def test_a_clock_that_is_off_shows_in_the_answer(cloud: Cloud) -> None:
    cloud.server.faults.clock_offset_seconds = 240
    caller = await cloud.context().probes.aws.caller("app")
    assert isinstance(caller, Caller) and caller.skew is not None
    assert 230 < caller.skew.total_seconds() < 250
    cloud.server.faults.clock_offset_seconds = 3600
    refused = await cloud.context().probes.aws.caller("app")
    assert isinstance(refused, Failure)
    assert refused.kind is FailureKind.CLOCK_SKEW
    assert refused.skew is not None and 3590 < refused.skew.total_seconds() < 3610


@pytest.mark.parametrize("spoiled", ["{}\nX", "{}\r\n\r\n", "ключ"])
async def test_a_key_id_that_cannot_be_sent_is_damaged_and_nothing_of_it_leaks(cloud: Cloud, spoiled: str) -> None:
    cloud.set_env("TEST_APP_ID", spoiled.replace("{}", API_KEY_ID))
    redactor = Redactor()
    failure = await cloud.context(redactor).probes.aws.caller("app")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.MALFORMED_KEY
    assert "Signature=" not in failure.message


async def test_no_secret_is_in_a_failure(cloud: Cloud) -> None:
    secret = "made-up/echoed/secret/0000000000EXAMPLE"
    cloud.set_env("TEST_APP_SECRET", secret)
    encoded = base64.b64encode(secret.encode()).decode()
    cloud.spoil("sts.GetCallerIdentity", Refused("SignatureDoesNotMatch", f"you signed with {secret} ({encoded})", 403))
    failure = await cloud.context().probes.aws.caller("app")
    assert isinstance(failure, Failure)
    assert secret not in repr(failure) and encoded not in repr(failure)


async def test_an_empty_half_of_a_key_is_no_key(cloud: Cloud) -> None:
    cloud.set_env("TEST_APP_SECRET", "")
    assert await cloud.context().probes.aws.caller("app") is None
    cloud.set_env("TEST_READER_ID", "")
    failure = await cloud.context().probes.aws.caller("inspect")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NO_CREDENTIALS


async def test_condition_keys_go_with_their_types(cloud: Cloud) -> None:
    user = f"arn:aws:iam::{ACCOUNT_ID}:user/mail/myapp-smtp"
    resource = f"arn:aws:ses:{REGION}:{ACCOUNT_ID}:identity/example.com"
    context = {"aws:SecureTransport": "true", "ses:FromAddress": "noreply@example.com"}
    rows = await cloud.context().probes.aws.simulate(user, ("ses:SendRawEmail",), (resource,), context)
    assert not isinstance(rows, Failure)
    assert [(r.action, r.resource, r.decision) for r in rows] == [("ses:SendRawEmail", resource, "allowed")]
    entries = cloud.server.calls[-1].params["ContextEntries"]
    assert {e["ContextKeyName"]: e["ContextKeyType"] for e in entries} == {
        "aws:SecureTransport": "boolean",
        "ses:FromAddress": "string",
    }


# Other ways to look.


def role_target(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, external_id: str = "") -> Role:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", READER_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", READER_SECRET)
    role = Role("inspector", trusted=[f"arn:aws:iam::{ACCOUNT_ID}:user/ses-check-reader"], policies=[allow("ses:*")])
    role.external_id = external_id or None
    cloud.account.add(role)
    cloud.change(
        inspect=Inspect(role_arn=f"arn:aws:iam::{ACCOUNT_ID}:role/inspector", external_id=external_id), app=None
    )
    return role


async def test_a_role_is_assumed_once_and_kept(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    role_target(cloud, monkeypatch, "made-up-external-id")
    cloud.gateway = Gateway()
    try:
        for _ in range(2):
            caller = await cloud.context().probes.aws.caller("inspect")
            assert isinstance(caller, Caller), caller
            assert caller.arn == f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/inspector/ses-check"
        assert cloud.asked("AssumeRole") == 1
    finally:
        cloud.gateway.close()


async def test_a_role_that_may_not_be_assumed_is_the_bots_trouble(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    role_target(cloud, monkeypatch).trusted.clear()
    cloud.gateway = Gateway()
    try:
        failure = await failed(cloud)
    finally:
        cloud.gateway.close()
    assert (failure.kind, failure.action, failure.by) == (FailureKind.DENIED, "sts:AssumeRole", "inspect")


async def test_no_credentials_at_all(cloud: Cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, f"{tmp_path}/none")
    cloud.change(inspect=Inspect())
    cloud.gateway = Gateway()
    try:
        assert (await failed(cloud)).kind is FailureKind.NO_CREDENTIALS
        cloud.change(inspect=Inspect(profile="nobody"))
        assert (await failed(cloud)).kind is FailureKind.NO_CREDENTIALS
    finally:
        cloud.gateway.close()
    assert cloud.server.calls == []


async def test_an_endpoint_of_ones_own_is_the_only_one(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    cloud.gateway = Gateway()
    try:
        assert isinstance(await account(cloud), Account)
    finally:
        cloud.gateway.close()


async def test_inspector_keys_that_need_the_inspector_are_refused_at_once(cloud: Cloud) -> None:
    loop = Keys(Reference(RefKind.SSM, "/id"), env("TEST_READER_SECRET"))
    cloud.change(inspect=Inspect(keys=loop))
    async with asyncio.timeout(1):
        assert (await failed(cloud)).kind is FailureKind.NO_CREDENTIALS


# The allow-list.


def test_time_limits_leave_room_for_a_second_call_in_a_check() -> None:
    assert aws_sessions.TIMEOUTS[0] == (2.0, 4.0)


def test_an_answer_is_cut_down_to_the_fields_of_its_operation() -> None:
    answer = {
        "AccessKeyMetadata": [{"AccessKeyId": READER_KEY_ID, "Status": "Active", "UserName": "x"}, {}],
        "IsTruncated": False,
        "ResponseMetadata": {"HTTPStatusCode": 200},
    }
    assert prune(answer, OPERATIONS["iam.ListAccessKeys"]) == {
        "AccessKeyMetadata": [{"AccessKeyId": READER_KEY_ID, "Status": "Active"}, {}],
        "IsTruncated": False,
    }
    assert prune({"AccessKeyMetadata": "garbage"}, OPERATIONS["iam.ListAccessKeys"]) == {"AccessKeyMetadata": []}
    assert prune({}, OPERATIONS["sesv2.GetAccount"]) == {}


async def test_an_operation_that_is_not_on_the_list_cannot_be_called(cloud: Cloud) -> None:
    context = cloud.context()
    signer = await context.probes.secrets.inspector()
    assert not isinstance(signer, Failure)
    with pytest.raises(KeyError):
        await cloud.gateway.call(context, signer, "sesv2.SendEmail", REGION, {}, Redactor())
    assert APP.access_key_id is not None
