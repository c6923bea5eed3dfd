"""The buttons that open a guide: "All steps" of an explanation, and those of a list of guides."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.guide import GUIDE
from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.explain.guide import opened
from handlers.slack.requester import from_action

# The ids go on with a number, for Slack wants each only once in a message.
ACTION = GUIDE

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the buttons."""

    @app.action(re.compile(rf"^{ACTION}(_\d+)*$"))
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await opened(desk, asker)
        await ack()
        hand_over(desk, reply)
