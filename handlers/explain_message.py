"""The message shortcut "Explain this email error": the same as the command, for a message that is already there."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.explain.explain import explain_message
from handlers.explain.message_text import from_shortcut
from handlers.slack.requester import from_action

SHORTCUT = "explain_message"

__all__ = ["SHORTCUT", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the shortcut."""

    @app.message_shortcut(SHORTCUT)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = explain_message(desk, asker, from_shortcut(body))
        await ack()
        hand_over(desk, reply)
