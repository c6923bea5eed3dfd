"""The running lab with real Slack clients: the SDK's and Bolt's, by Socket Mode and by signed HTTP."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import INCIDENTS


@pytest.fixture
async def lab() -> AsyncIterator[SlackLab]:
    lab = SlackLab(
        limits=False,
        commands=[("/ask", "[what]", "Ask the bot"), ("/slow", "", "Too slow")],
        shortcuts=[("explain", "Explain this")],
    )
    await lab.start()
    yield lab
    await lab.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(lab: SlackLab, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=lab.bot_token, base_url=lab.api_url, session=session, retry_handlers=[])


def form(title: str) -> dict[str, Any]:
    """Returns a modal with one required input."""
    text = {"type": "plain_text_input", "action_id": "name"}
    label = {"type": "plain_text", "text": "Target"}
    return {
        "type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Save"}, "notify_on_close": True,
        "blocks": [{"type": "input", "block_id": "target", "label": label, "element": text}],
    }  # fmt: skip


@pytest.fixture
def bot(lab: SlackLab, client: AsyncWebClient) -> AsyncApp:
    """A small real bot. `bot.received` lists what it received, in order."""
    app = AsyncApp(client=client, token=lab.bot_token, signing_secret=lab.signing_secret)
    received: list[tuple[str, dict[str, Any]]] = []
    app.received = received  # type: ignore[attr-defined]

    @app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        received.append(("command", command))
        await (ack("one moment") if command["text"] == "loud" else ack())
        button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}, "value": "v1"}
        blocks: list[dict[str, Any]] = [
            {"type": "section", "text": {"type": "mrkdwn", "text": f"*{command['text']}*"}},
            {"type": "actions", "elements": [button]},
        ]
        await client.chat_postMessage(channel=command["channel_id"], text=command["text"], blocks=blocks)

    @app.command("/slow")
    async def slow(command: dict[str, Any]) -> None:
        received.append(("command", command))
        await asyncio.sleep(0.15)

    @app.action("open")
    async def opened(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        received.append(("action", body))
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form("First"))

    @app.view("form")
    async def submitted(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        received.append(("view", body))
        name = view["state"]["values"]["target"]["name"]["value"]
        if name == "wrong":
            await ack(response_action="errors", errors={"target": "No such target."})
        elif name == "more":
            await ack(response_action="update", view=form("Second"))
        else:
            await ack()

    @app.view_closed("form")
    async def closed(ack: Any, body: dict[str, Any]) -> None:
        received.append(("closed", body))
        await ack()

    @app.shortcut("explain")
    async def explain(ack: Any, body: dict[str, Any], respond: Any) -> None:
        received.append(("shortcut", body))
        await ack()
        await respond(text="explained")

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any]) -> None:
        received.append(("app_mention", event))

    @app.event("message")
    async def written(event: dict[str, Any]) -> None:
        received.append(("message", event))

    return app


@pytest.fixture
async def connected(lab: SlackLab, bot: AsyncApp, session: aiohttp.ClientSession) -> AsyncIterator[AsyncApp]:
    """The bot, connected by Socket Mode."""
    web_client = AsyncWebClient(token=lab.app_token, base_url=lab.api_url, session=session)
    handler = AsyncSocketModeHandler(bot, lab.app_token, web_client=web_client, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await lab.wait_for(lambda: lab.sockets.connected)
    yield bot
    await handler.close_async()  # type: ignore[no-untyped-call]
    await handler.client.aiohttp_client_session.close()
    # Bolt cancels its tasks without waiting for them.
    await asyncio.sleep(0)


@pytest.fixture
async def serving(lab: SlackLab, bot: AsyncApp) -> AsyncIterator[AsyncApp]:
    """The bot, reached by signed HTTP."""
    runner = web.AppRunner(bot.web_app(path="/slack/events"), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    lab.http_target = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield bot
    await runner.cleanup()


@pytest.fixture
async def posted(lab: SlackLab, connected: AsyncApp) -> Any:
    """The message that the bot posts in answer to a command."""
    await lab.command("/ask prod", user="U0000000001", channel=INCIDENTS)
    return (await lab.wait_for(lambda: lab.messages(INCIDENTS)))[0]
