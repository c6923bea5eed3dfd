"""The bot, whole and real, connected to the lab's Slack over loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import build
from bot.lab.slack.server import SlackLab
from bot.settings import load_settings
from tests.handlers.world import Silence, World, environ, write_targets


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


@pytest.fixture
def http() -> bool:
    """Whether Slack calls the bot; a test parametrises it."""
    return False


@pytest.fixture
async def world(slack: SlackLab, silence: Silence, tmp_path: Path, http: bool) -> AsyncIterator[World]:
    write_targets(tmp_path, silence.port)
    bot = await build(load_settings(environ(slack, tmp_path)), http=http, port=0)
    await bot.start()
    if http:
        slack.http_target = f"http://127.0.0.1:{bot.port}/slack/events"
    else:
        await slack.wait_for(lambda: slack.sockets.connected)
    yield World(slack, bot, tmp_path, silence)
    await bot.stop(grace=0)
