"""A Slack workspace and a mail server that go on while these tests kill the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.lab.slack.server import SlackLab
from tests.handlers.world import Silence


@pytest.fixture
async def silence() -> AsyncIterator[Silence]:
    server = Silence()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def slack() -> AsyncIterator[SlackLab]:
    lab = SlackLab()
    await lab.start()
    yield lab
    await lab.stop()
