import asyncio
import base64
from datetime import timedelta

import pytest

from bot.core.evidence.aws import Account, Caller, ConfigurationSet, Failure, FailureKind, KeyUse, Reached
from bot.core.evidence.identity import Identity
from bot.core.options import Options
from bot.core.redact import Redactor
from bot.core.target import Inspect, Keys
from bot.lab.aws.faults import (
    HtmlError,
    Refused,
    RepeatedPage,
)
from bot.lab.world import (
    ACCOUNT_ID,
    API_KEY_ID,
    REGION,
    SMTP_KEY_ID,
    AccessKey,
)
from bot.probes.aws.operations import OPERATIONS
from bot.probes.probes import context_for
from tests.probes.cloud import INSPECT, Cloud, env

READS = {o.name for o in OPERATIONS.values()}


async def test_everything_is_read_of_a_healthy_world(cloud: Cloud) -> None:
    aws = cloud.context().probes.aws
    found = await aws.account(REGION)
    assert found == Account(
        True, True, "HEALTHY", "GRANTED", "1234567890", 50000, 14, 1234, ("BOUNCE", "COMPLAINT"), "DISABLED"
    )
    identity = await aws.identity("example.com", REGION)
    assert isinstance(identity, Identity)
    assert (identity.verified, identity.dkim_status, identity.mail_from_domain) == (True, "SUCCESS", "mail.example.com")
    assert identity.dkim_tokens is not None and len(identity.dkim_tokens) == 3
    assert (identity.dkim_zone, identity.dkim_key) == ("dkim.amazonses.com", "RSA_2048_BIT")
    assert identity.configuration_set is None and identity.last_success is not None
    assert await aws.configuration_set("transactional") == ConfigurationSet("transactional", True, "OPTIONAL")
    use = await aws.key_use(SMTP_KEY_ID)
    assert isinstance(use, KeyUse)
    assert (use.user_name, use.service, use.region) == ("myapp-smtp", "ses", REGION)
    keys = await aws.access_keys("myapp-smtp")
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
    assert cloud.call_count("GetAccount") == 1
    await aws.account("us-east-1")
    assert cloud.call_count("GetAccount") == 2
    await cloud.context().probes.aws.account(REGION)
    assert cloud.call_count("GetAccount") == 3


async def test_one_key_for_both_is_asked_once_and_each_hears_of_its_own_failure(cloud: Cloud) -> None:
    cloud.change(app=INSPECT)
    cloud.add_fault("sts.GetCallerIdentity", Refused("InvalidClientTokenId", status=403))
    aws = cloud.context().probes.aws
    answers = await asyncio.gather(aws.caller("app"), aws.caller("inspect"))
    assert cloud.call_count("GetCallerIdentity") == 1
    assert [a.by for a in answers if isinstance(a, Failure)] == ["app", "inspect"]


async def test_all_pages_of_a_list_are_read(cloud: Cloud) -> None:
    cloud.server.world.page_size = 1
    user = cloud.account.users["myapp-smtp"]
    user.keys.append(AccessKey("AKIASECONDKEYEXAMPLE", "made-up/second/secret/0000000000EXAMPLE"))
    keys = await cloud.context().probes.aws.access_keys("myapp-smtp")
    assert isinstance(keys, tuple)
    assert len(keys) == 2
    assert cloud.call_count("ListAccessKeys") == 2


async def test_a_list_without_an_end_is_incomplete(cloud: Cloud) -> None:
    cloud.add_fault("iam.ListAccessKeys", RepeatedPage())
    answer = await cloud.context().probes.aws.access_keys("myapp-smtp")
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.INCOMPLETE
    assert cloud.call_count("ListAccessKeys") <= 3


async def test_a_page_that_fails_fails_the_list(cloud: Cloud) -> None:
    cloud.server.world.page_size = 1
    user = cloud.account.users["myapp-smtp"]
    user.keys.append(AccessKey("AKIASECONDKEYEXAMPLE", "made-up/second/secret/0000000000EXAMPLE"))
    context = cloud.context()
    first = await context.probes.aws.key_use(SMTP_KEY_ID)
    assert isinstance(first, KeyUse)
    cloud.add_fault("iam.ListAccessKeys", Refused("AccessDenied", status=403))
    assert isinstance(await context.probes.aws.access_keys("myapp-smtp"), Failure)


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
    cloud.add_fault(
        "sts.GetCallerIdentity", Refused("SignatureDoesNotMatch", f"you signed with {secret} ({encoded})", 403)
    )
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


async def test_the_endpoint_is_reached_with_the_inspectors_own_question(cloud: Cloud) -> None:
    aws = cloud.context().probes.aws
    _, found = await asyncio.gather(aws.account(REGION), aws.endpoint())
    assert isinstance(found, Reached) and found.skew is not None and abs(found.skew) < timedelta(seconds=3)
    assert cloud.call_count("GetAccount") == 1


async def test_a_probe_asks_it_unsigned_and_nothing_of_the_inspector(cloud: Cloud) -> None:
    context = context_for(cloud.target, cloud.gateway, cloud.roles, Redactor(), Options(probing=True))
    assert isinstance(await context.probes.aws.endpoint(), Reached)
    assert await context.probes.aws.caller("inspect") is None
    assert [call.authorised for call in cloud.server.calls] == [False]


async def test_without_an_inspector_the_endpoint_is_asked_unsigned(cloud: Cloud) -> None:
    cloud.change(inspect=Inspect(keys=Keys(env("TEST_ABSENT"), env("TEST_ABSENT"))))
    assert isinstance(await cloud.context().probes.aws.endpoint(), Reached)


async def test_what_is_not_aws_was_not_reached(cloud: Cloud) -> None:
    cloud.add_fault("sesv2.GetAccount", HtmlError())
    found = await cloud.context().probes.aws.endpoint()
    assert isinstance(found, Failure) and found.kind is FailureKind.NOT_AWS
