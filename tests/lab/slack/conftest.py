"""The lab's Slack, running, and real Slack clients for it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab

INCIDENTS, ALERTS, PARTNER, PRIVATE, DIRECT = (
    "C0000000001", "C0000000002", "C0000000003", "G0000000004", "D0000000005",
)  # fmt: skip
AN, MARY, OUTSIDER = "U0000000001", "U0000000002", "U0000000003"


@pytest.fixture
async def lab() -> AsyncIterator[SlackLab]:
    lab = SlackLab(limits=False)
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
