"""The dialog that stands before a simulated mail, submitted."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.send_dialog import SEND
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.check.send_confirmed import confirmed

VIEW = SEND

__all__ = ["VIEW", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the dialog."""

    @app.view(VIEW)
    async def on_submit(ack: AsyncAck, body: dict[str, Any]) -> None:
        reply = await confirmed(desk, body)
        await ack()
        hand_over(desk, reply)
