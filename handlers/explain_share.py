"""The button "Share": an answer that one person saw, for the whole channel or thread."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers._asker import from_action
from handlers._desk import Desk
from handlers._explain import share
from handlers._explained import SHARE
from handlers._reply import hand_over

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
