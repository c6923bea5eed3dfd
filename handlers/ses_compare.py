"""The command: what do two places see differently?"""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.request.free_text import COMPARE
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.compare.compare import compare_text
from handlers.slack.requester import from_command

COMMAND = COMPARE

__all__ = ["COMMAND", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_command(body)
        reply = await compare_text(desk, asker)
        await ack(**reply.ack)
        hand_over(desk, reply)
