"""The command: in which regions is it verified?"""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.request.lookups import REGIONS
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.lookup.regions import regions
from handlers.slack.requester import from_command

COMMAND = REGIONS

__all__ = ["COMMAND", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_command(body)
        reply = await regions(desk, asker)
        await ack(**reply.ack)
        hand_over(desk, reply)
