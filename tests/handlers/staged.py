"""A workspace whose bot looks into the lab's AWS: for answers that need one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import Bot, build
from bot.lab.lab import Lab
from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Message
from bot.lab.stage import Stage
from bot.settings import load_settings
from tests.handlers.world import INCIDENTS, MARY


@dataclass
class Staged:
    """The bot, the workspace, and the scenario on stage."""

    bot: Bot
    slack: SlackLab
    stage: Stage
    environment: dict[str, str]

    async def restart(self) -> None:
        """End the bot in mid-work and start another one on the same database."""
        await self.bot.stop(grace=0)
        await self.slack.wait_for(lambda: not self.slack.sockets.connected)
        self.bot = await build(load_settings(self.environment))
        await self.bot.start()
        await self.slack.wait_for(lambda: self.slack.sockets.connected)

    async def type(self, text: str, *, user: str = MARY, channel: str = INCIDENTS) -> str:
        """Type a command; the words of the acknowledgement. It must come in time."""
        outcome = await self.slack.command(text, user=user, channel=channel)
        assert outcome.error is None
        assert outcome.ms < 2500
        return outcome.ack_text

    async def posted(self, count: int = 1, channel: str = INCIDENTS) -> Message:
        """The newest of so many messages of the bot in the channel."""

        def seen() -> list[Message]:
            found = [m for m in self.slack.messages(channel) if m.by_bot]
            return found if len(found) >= count else []

        return (await self.slack.wait_for(seen, timeout=15))[-1]

    async def told(self, words: str, *, user: str = MARY, channel: str = INCIDENTS) -> Message:
        """The message with these words that only this person sees."""

        def seen() -> list[Message]:
            return [m for m in self.slack.ephemerals(user, channel) if words in f"{m.text} {m.blocks}"]

        return (await self.slack.wait_for(seen, timeout=15))[-1]


@asynccontextmanager
async def staged(scenario: str) -> AsyncIterator[Staged]:
    """Everything from start to end."""
    lab = Lab(slack=True)
    await lab.start(scenario, port=0)
    try:
        slack = lab.slack
        assert slack is not None
        running = Staged(await build(load_settings(lab.environment())), slack, lab.stage, lab.environment())
        await running.bot.start()
        try:
            await slack.wait_for(lambda: slack.sockets.connected)
            yield running
        finally:
            await running.bot.stop(grace=0)
    finally:
        await lab.stop()
