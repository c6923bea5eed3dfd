"""The button "Run again": the same question, asked anew, on a new card."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.card import AGAIN
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.check.stored_run import asked_anew
from handlers.slack.requester import from_action

ACTION = AGAIN

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the button."""

    @app.action(ACTION)
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await asked_anew(desk, asker, "again")
        await ack()
        hand_over(desk, reply)
