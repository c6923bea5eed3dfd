"""Rate limits: Slack's tiers, bursts of posting, and how to switch the limits off."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.rates import POSTING, TIER_3, Rates
from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import ALERTS, INCIDENTS, refused


async def test_posting_too_fast_is_refused_with_a_wait(session: aiohttp.ClientSession) -> None:
    lab = SlackLab()
    await lab.start()
    try:
        client = AsyncWebClient(token=lab.bot_token, base_url=lab.api_url, session=session, retry_handlers=[])
        for _ in range(5):
            await client.chat_postMessage(channel=INCIDENTS, text="x")
        assert await refused(client.chat_postMessage(channel=INCIDENTS, text="x")) == "ratelimited"
        assert lab.requests[-1].status == 429
        await client.chat_postMessage(channel=ALERTS, text="x")
        lab.rates.enforced = False
        await client.chat_postMessage(channel=INCIDENTS, text="x")
    finally:
        await lab.stop()


def test_fifty_a_minute_and_when_the_next_may_come() -> None:
    now = [100.0]
    rates = Rates(lambda: now[0])
    assert [rates.wait("chat.update", TIER_3, "C1") for _ in range(50)] == [0] * 50
    now[0] = 130.5
    assert rates.wait("chat.update", TIER_3, "C2") == 30
    assert rates.wait("views.open", TIER_3, "") == 0
    now[0] = 160.0
    assert rates.wait("chat.update", TIER_3, "C2") == 0


def test_posting_is_counted_per_channel() -> None:
    rates = Rates(lambda: 0.0)
    assert [rates.wait("chat.postMessage", POSTING, "C1") for _ in range(6)] == [0, 0, 0, 0, 0, 5]
    assert rates.wait("chat.postMessage", POSTING, "C2") == 0
    rates.reset()
    assert rates.wait("chat.postMessage", POSTING, "C1") == 0
