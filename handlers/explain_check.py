"""The button "Check it on …": a private list of targets."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.explain.payload import CHECK
from handlers.explain.to_check import targets_for
from handlers.slack.requester import from_action

ACTION = CHECK

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the button."""

    @app.action(ACTION)
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await targets_for(desk, asker)
        await ack()
        hand_over(desk, reply)
