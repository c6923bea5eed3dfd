"""The message shortcut "Explain this email error": the same as the command, for a message that is already there."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers._asker import from_action
from handlers._desk import Desk
from handlers._explain import explain_message
from handlers._pasted import from_shortcut
from handlers._reply import hand_over

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
