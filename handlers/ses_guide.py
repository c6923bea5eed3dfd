"""The command: the guides, by code, words or error text."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.request.free_text import GUIDE
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.explain.guide import guides_for
from handlers.slack.requester import from_command

COMMAND = GUIDE

__all__ = ["COMMAND", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the command."""

    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_command(body)
        reply = await guides_for(desk, asker)
        await ack(**reply.ack)
        hand_over(desk, reply)
