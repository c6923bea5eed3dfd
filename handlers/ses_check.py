"""The command: can this target send mail?"""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.request.check import COMMAND
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.check.start import accept_text
from handlers.slack.requester import from_command

__all__ = ["COMMAND", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_command(body)
        reply = await accept_text(desk, asker)
        await ack(**reply.ack)
        hand_over(desk, reply)
