"""Socket Mode: how a connection begins and ends, which one gets an envelope, and how a redelivery is marked."""

import asyncio
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import AN, DIRECT, INCIDENTS, refused


async def opened(lab: SlackLab, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    client = AsyncWebClient(token=lab.app_token, base_url=lab.api_url, session=session)
    answer = await client.apps_connections_open(app_token=lab.app_token)
    return await session.ws_connect(answer["url"])


async def received(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    body: dict[str, Any] = await socket.receive_json(timeout=2)
    return body


async def test_hello_comes_first_and_an_address_serves_once(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=lab.app_token, base_url=lab.api_url, session=session)
    url = (await client.apps_connections_open(app_token=lab.app_token))["url"]
    assert url.startswith("ws://127.0.0.1")
    socket = await session.ws_connect(url)
    hello = await received(socket)
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    try:
        await session.ws_connect(url)
    except aiohttp.WSServerHandshakeError as problem:
        assert problem.status == 408
    else:
        raise AssertionError("the same address served twice")
    await socket.close()


async def test_a_bot_token_opens_no_connection(lab: SlackLab, client: AsyncWebClient) -> None:
    assert await refused(client.apps_connections_open(app_token=lab.bot_token)) == "not_allowed_token_type"


async def test_each_envelope_goes_to_one_of_the_connections(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    sockets = [await opened(lab, session) for _ in range(2)]
    for socket in sockets:
        await received(socket)
    lab.delivery.ack_timeout = 0.1
    await asyncio.gather(*(lab.command(f"/ask {n}", user=AN, channel=INCIDENTS) for n in range(4)))
    for socket in sockets:
        envelopes = [await received(socket) for _ in range(2)]
        assert [e["type"] for e in envelopes] == ["slash_commands"] * 2
        assert all(e["accepts_response_payload"] for e in envelopes)
        await socket.close()


async def test_the_eleventh_connection_is_sent_away(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    sockets = [await opened(lab, session) for _ in range(11)]
    firsts = [await received(socket) for socket in sockets]
    assert [first["type"] for first in firsts] == ["hello"] * 10 + ["disconnect"]
    assert firsts[-1]["reason"] == "too_many_websockets"
    assert lab.sockets.connected == 10
    for socket in sockets:
        await socket.close()


async def test_bolt_replaces_a_connection_that_is_refreshed(lab: SlackLab, connected: AsyncApp) -> None:
    calls = len([r for r in lab.requests if r.method == "apps.connections.open"])
    await lab.sockets.refresh()
    await lab.wait_for(lambda: len([r for r in lab.requests if r.method == "apps.connections.open"]) > calls)
    await lab.wait_for(lambda: lab.sockets.connected == 1)
    assert (await lab.command("/ask prod", user=AN, channel=INCIDENTS)).error is None


async def test_a_redelivered_event_is_marked(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    socket = await opened(lab, session)
    await received(socket)
    lab.delivery.ack_timeout = 0.1
    await lab.say("hello", user=AN, channel=DIRECT)
    await lab.delivery.redeliver(lab.delivery.sent[0])
    first, second = await received(socket), await received(socket)
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert not first["accepts_response_payload"]
    await socket.close()
