"""The Web API: tokens, scopes, unknown methods, arguments as forms and as JSON, and ordered faults."""

import asyncio
import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import AN, INCIDENTS, PARTNER, PRIVATE, refused


async def test_who_the_token_belongs_to(lab: SlackLab, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0000000001", "U0000000B01")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong-example", "invalid_auth"), ("xapp-lab-example", "not_allowed_token_type")],
)
async def test_tokens(lab: SlackLab, session: aiohttp.ClientSession, token: str | None, error: str) -> None:
    client = AsyncWebClient(token=token, base_url=lab.api_url, session=session)
    assert await refused(client.auth_test()) == error


async def test_an_expired_token(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.workspace.bot_token_error = "token_expired"
    assert await refused(client.auth_test()) == "token_expired"


async def test_the_token_is_never_on_record(lab: SlackLab, client: AsyncWebClient) -> None:
    await client.api_call("auth.test", params={"token": lab.bot_token})
    await client.users_info(user=AN)
    assert lab.bot_token not in repr(lab.requests)


async def test_a_missing_scope_is_named(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.workspace.scopes.discard("users:read")
    await refused(client.users_info(user=AN))
    answer = lab.requests[-1].answer
    assert answer is not None
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert "chat:write" in answer["provided"]


async def test_the_scope_of_a_channel_depends_on_its_kind(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.workspace.scopes.discard("channels:history")
    assert await refused(client.conversations_history(channel=INCIDENTS)) == "missing_scope"
    lab.workspace.channels[PRIVATE].members.add("U0000000B01")
    await client.conversations_history(channel=PRIVATE)


async def test_unknown_methods_and_broken_json(lab: SlackLab, client: AsyncWebClient) -> None:
    assert await refused(client.api_call("chat.shout", json={})) == "unknown_method"
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {lab.bot_token}", "Content-Type": "application/json"}
        async with session.post(f"{lab.api_url}auth.test", data=b"{", headers=headers) as answer:
            assert (await answer.json())["error"] == "invalid_json"


async def test_forms_carry_blocks_as_json_text(lab: SlackLab, client: AsyncWebClient) -> None:
    form = {"channel": INCIDENTS, "text": "x", "blocks": '[{"type": "divider"}]'}
    await client.api_call("chat.postMessage", data=form)
    assert lab.messages(INCIDENTS)[0].blocks[0]["type"] == "divider"
    broken = client.api_call("chat.postMessage", data={**form, "blocks": "[{"})
    assert await refused(broken) == "invalid_blocks_format"


async def test_a_user_and_their_locale(lab: SlackLab, client: AsyncWebClient) -> None:
    assert "locale" not in (await client.users_info(user=AN))["user"]
    assert (await client.users_info(user=AN, include_locale=True))["user"]["locale"] == "vi-VN"
    assert await refused(client.users_info(user="U404")) == "user_not_found"


async def test_what_a_channel_is(lab: SlackLab, client: AsyncWebClient) -> None:
    shown = (await client.conversations_info(channel=PARTNER))["channel"]
    assert (shown["is_ext_shared"], shown["is_member"], shown["is_private"]) == (True, True, False)
    assert await refused(client.conversations_info(channel=PRIVATE)) == "channel_not_found"


async def test_an_ordered_error_comes_once(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.faults.error("chat.postMessage", "is_archived")
    assert await refused(client.chat_postMessage(channel=INCIDENTS, text="x")) == "is_archived"
    await client.chat_postMessage(channel=INCIDENTS, text="x")
    assert len(lab.messages(INCIDENTS)) == 1


async def test_a_server_error_and_its_record(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.faults.status("*", 503)
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=INCIDENTS, text="x")
    assert (lab.requests[-1].status, lab.requests[-1].answer) == (503, None)
    assert lab.messages(INCIDENTS) == []


async def test_the_sdk_waits_as_retry_after_says(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    lab.faults.ratelimit("auth.test", retry_after=0)
    retry = AsyncRateLimitErrorRetryHandler(max_retry_count=1)
    client = AsyncWebClient(token=lab.bot_token, base_url=lab.api_url, session=session, retry_handlers=[retry])
    await client.auth_test()
    assert [r.status for r in lab.requests] == [429, 200]


async def test_dropped_before_and_dropped_after(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.faults.drop("chat.postMessage")
    lab.faults.drop_after("chat.postMessage")
    for stored in (0, 1):
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.chat_postMessage(channel=INCIDENTS, text="x")
        assert len(lab.messages(INCIDENTS)) == stored
        assert lab.requests[-1].answer is None


async def test_a_stall_ends_and_the_call_goes_on(lab: SlackLab, client: AsyncWebClient) -> None:
    lab.faults.stall("auth.test", 0.1)
    started = time.monotonic()
    await client.auth_test()
    assert time.monotonic() - started >= 0.1


async def test_stopping_ends_a_stall(session: aiohttp.ClientSession) -> None:
    lab = SlackLab()
    await lab.start()
    lab.faults.stall("auth.test", 60)
    client = AsyncWebClient(token=lab.bot_token, base_url=lab.api_url, session=session)
    call = asyncio.create_task(client.auth_test())
    await lab.wait_for(lambda: lab.requests)
    started = time.monotonic()
    await lab.stop()
    await asyncio.wait([call], timeout=2)
    assert call.done()
    assert time.monotonic() - started < 2
    call.exception()
