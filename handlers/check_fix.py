"""The button "Fix": the whole fix in a modal, in the language of who clicked."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.card import FIX
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.check.fix import opened
from handlers.slack.requester import from_action

ACTION = FIX

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the button."""

    @app.action(ACTION)
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await opened(desk, asker)
        await ack()
        hand_over(desk, reply)
