import asyncio
import time

import aiohttp
import boto3
import pytest

from bot.lab.aws import AwsServer, Fault, Faults, Stalled
from bot.lab.aws.calls import counts, find_repeated
from bot.lab.world import (
    API_KEY_ID,
    API_SECRET,
    READER_KEY_ID,
    REGION,
    SMTP_KEY_ID,
    SMTP_SECRET,
    allow,
    deny,
    healthy_world,
)
from tests.lab.aws.clients import Lab

READER = "arn:aws:iam::111122223333:user/ses-check-reader"


async def test_denied_for_want_of_a_policy(lab: Lab) -> None:
    assert await lab.refused("sesv2", "GetAccount", key=(SMTP_KEY_ID, SMTP_SECRET)) == (
        "AccessDeniedException",
        403,
        "User: arn:aws:iam::111122223333:user/mail/myapp-smtp is not authorized to perform: ses:GetAccount "
        "on resource: * because no identity-based policy allows the ses:GetAccount action",
    )
    assert (await lab.refused("ses", "GetSendQuota", key=(SMTP_KEY_ID, SMTP_SECRET)))[:2] == ("AccessDenied", 403)


async def test_denied_by_every_layer(lab: Lab) -> None:
    user = lab.user("ses-check-reader")
    lab.account.scp = [allow("*"), deny("ses:GetEmailIdentity")]
    refused = await lab.refused("sesv2", "GetEmailIdentity", EmailIdentity="example.com")
    assert refused[2] == (
        f"User: {READER} is not authorized to perform: ses:GetEmailIdentity on resource: "
        "arn:aws:ses:eu-central-1:111122223333:identity/example.com "
        "with an explicit deny in a service control policy"
    )
    lab.account.scp = []
    user.boundary = allow("iam:*")
    refused = await lab.refused("sesv2", "GetAccount")
    assert refused[2].endswith("because no permissions boundary allows the ses:GetAccount action")
    user.boundary = None
    user.policies.append(deny("ses:GetAccount"))
    refused = await lab.refused("sesv2", "GetAccount")
    assert refused[2].endswith("with an explicit deny in an identity-based policy")


async def test_conditions_see_the_request(lab: Lab) -> None:
    policy = allow("ses:GetSendQuota", "ses:GetAccount", when={"StringEquals": {"ses:ApiVersion": "1"}})
    lab.user("myapp").policies = [policy]
    key = (API_KEY_ID, API_SECRET)
    assert await lab.ask("ses", "GetSendQuota", key=key)
    assert (await lab.refused("sesv2", "GetAccount", key=key))[0] == "AccessDeniedException"
    lab.user("myapp").policies = [allow("ses:GetAccount", when={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})]
    assert (await lab.refused("sesv2", "GetAccount", key=key))[0] == "AccessDeniedException"
    lab.world.source_ip = "203.0.113.7"
    assert await lab.ask("sesv2", "GetAccount", key=key)


async def test_calls_are_recorded(lab: Lab) -> None:
    await lab.ask("sesv2", "GetEmailIdentity", EmailIdentity="example.com")
    await lab.refused("iam", "GetUser", UserName="myapp", key=("AKIAUNKNOWN00EXAMPLE", "made-up"))
    good, bad = lab.server.calls
    assert (good.service, good.region, good.operation) == ("sesv2", REGION, "GetEmailIdentity")
    assert (good.params, good.access_key_id, good.account) == (
        {"EmailIdentity": "example.com"},
        READER_KEY_ID,
        "111122223333",
    )
    assert good.authorised is True
    assert (bad.name, bad.params, bad.account, bad.authorised) == ("iam.GetUser", {"UserName": "myapp"}, None, False)


async def test_repeated_calls_are_found(lab: Lab) -> None:
    await lab.ask("sesv2", "GetEmailIdentity", EmailIdentity="example.com")
    await lab.refused("sesv2", "GetEmailIdentity", EmailIdentity="example.org")
    await lab.ask("sesv2", "GetAccount")
    await lab.ask("sesv2", "GetAccount", region="us-east-1")
    assert find_repeated(lab.server.calls) == []
    await lab.ask("sesv2", "GetAccount")
    assert [call.name for call in find_repeated(lab.server.calls)] == ["sesv2.GetAccount"]
    assert counts(lab.server.calls)["111122223333", REGION, "sesv2.GetAccount"] == 2


async def test_world_is_replaced_while_running(lab: Lab) -> None:
    assert (await lab.ask("sesv2", "GetAccount"))["ProductionAccessEnabled"] is True
    world = healthy_world()
    world.accounts["111122223333"].regions[REGION].production = False
    lab.server.world = world
    assert (await lab.ask("sesv2", "GetAccount"))["ProductionAccessEnabled"] is False


async def test_answer_that_does_not_fit_the_model_is_loud(session: boto3.session.Session) -> None:
    server = AwsServer(healthy_world())
    server.world.accounts["111122223333"].regions[REGION].identities["example.com"].dkim_status = "GREAT"  # type: ignore[assignment]
    await server.start()
    code, status, message = await Lab(server, session).refused("sesv2", "GetEmailIdentity", EmailIdentity="example.com")
    await server.stop()
    assert (code, status) == ("InternalServiceErrorException", 500)
    assert "sesv2.GetEmailIdentity.DkimAttributes.Status: 'GREAT' is none of" in message
    assert len(server.mistakes) == 1


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("/v2/email/nothing", {}, b""),
        ("/v2/email/list-identities", {}, b"{"),
        ("/v2/email/list-identities", {}, b'{"PageSize": "many"}'),
        ("/", {"X-Amz-Target": "AmazonSSM.Nothing"}, b"{}"),
        ("/", {"X-Amz-Target": "AmazonSSM.GetParameter"}, b"[]"),
        ("/", {}, b"\xff\xfe"),
        ("/", {}, b"Action=Nothing"),
        ("/", {"Authorization": "AWS4-HMAC-SHA256"}, b""),
        ("/%", {"X-Amz-Target": "."}, b""),
    ],
)
async def test_rubbish_is_refused_and_nothing_breaks(lab: Lab, path: str, headers: dict[str, str], body: bytes) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(lab.server.url + path, data=body, headers=headers) as answer,
    ):
        assert answer.status in {400, 403}
    assert await lab.ask("sesv2", "GetAccount")


async def test_stop_does_not_wait_for_a_stalled_answer() -> None:
    server = AwsServer(healthy_world(), Faults([Fault("*", Stalled(30))]))
    await server.start()
    async with aiohttp.ClientSession() as http:
        hanging = asyncio.create_task(http.get(server.url + "/v2/email/account").__aenter__())
        await asyncio.sleep(0.1)
        assert server.calls
        started = time.monotonic()
        await server.stop()
        assert time.monotonic() - started < 2
        with pytest.raises(aiohttp.ClientError):
            await hanging
    await server.stop()


async def test_taken_port_is_told() -> None:
    first = AwsServer(healthy_world())
    await first.start()
    second = AwsServer(healthy_world())
    with pytest.raises(OSError):
        await second.start(port=int(first.url.rpartition(":")[2]))
    await first.stop()


async def test_a_call_costs_little(lab: Lab) -> None:
    # With delayed acknowledgements of TCP, a call would take 40 ms.
    started = time.monotonic()
    async with aiohttp.ClientSession() as http:
        for _ in range(20):
            async with http.get(lab.server.url + "/v2/email/account") as answer:
                await answer.read()
    assert time.monotonic() - started < 0.4
