"""The button "Share": an answer that one person saw, for the whole channel or thread."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.explain.explain import share
from handlers.explain.payload import SHARE
from handlers.slack.requester import from_action

ACTION = SHARE

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the button."""

    @app.action(ACTION)
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = share(desk, asker)
        await ack()
        hand_over(desk, reply)
