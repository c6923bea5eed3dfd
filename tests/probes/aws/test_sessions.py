import asyncio

import pytest

from bot.core.evidence.aws import Account, Caller, Failure, FailureKind
from bot.core.redact import Redactor
from bot.core.secret import Secret
from bot.core.target import Inspect, Keys, Reference, RefKind
from bot.lab.world import (
    ACCOUNT_ID,
    READER_KEY_ID,
    READER_SECRET,
    REGION,
    Role,
    allow,
)
from bot.probes.aws import sessions as aws_sessions
from bot.probes.aws.gateway import Gateway
from bot.probes.aws.operations import OPERATIONS, prune
from tests.probes.cloud import APP, Cloud, account, account_failure, env

# Other credentials of the inspector.


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
        assert cloud.call_count("AssumeRole") == 1
    finally:
        cloud.gateway.close()


async def test_a_role_that_may_not_be_assumed_is_the_bots_trouble(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    role_target(cloud, monkeypatch).trusted.clear()
    cloud.gateway = Gateway()
    try:
        failure = await account_failure(cloud)
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
        assert (await account_failure(cloud)).kind is FailureKind.NO_CREDENTIALS
        cloud.change(inspect=Inspect(profile="nobody"))
        assert (await account_failure(cloud)).kind is FailureKind.NO_CREDENTIALS
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
        assert (await account_failure(cloud)).kind is FailureKind.NO_CREDENTIALS


# The allow-list, and the limits of clients.


def test_clients_of_keys_that_are_no_longer_used_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aws_sessions, "KEPT_CLIENTS", 2)
    sessions = aws_sessions.Sessions()

    def client(number: int) -> object:
        keys = aws_sessions.StaticKeys(READER_KEY_ID, Secret(f"made-up secret {number}"))
        return sessions.client("sts", REGION, "http://127.0.0.1:1", keys)

    first, second = client(1), client(2)
    assert client(1) is first
    client(3)
    assert client(1) is first
    assert client(2) is not second


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
