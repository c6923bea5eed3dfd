"""The button "Transcript": the SMTP dialogue, without secrets."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.card import TRANSCRIPT
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.check.transcript import given
from handlers.slack.requester import from_action

ACTION = TRANSCRIPT

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the button."""

    @app.action(ACTION)
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await given(desk, asker)
        await ack()
        hand_over(desk, reply)
