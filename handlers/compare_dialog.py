"""The dialog of the command, sent: both texts at once."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.comparison import DIALOG
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.compare.dialog import submitted
from handlers.slack.requester import from_action

VIEW = DIALOG

__all__ = ["VIEW", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the dialog."""

    @app.view(VIEW)
    async def on_submit(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await submitted(desk, asker, body)
        await ack(**reply.ack)
        hand_over(desk, reply)
