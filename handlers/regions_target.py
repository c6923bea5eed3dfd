"""The buttons of a private list of targets: each stands for /ses-regions with that target."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.app.context import Desk
from handlers.app.reply import hand_over
from handlers.lookup.regions import TARGET, regions
from handlers.slack.requester import from_action

# The ids go on with a number, for Slack wants each only once in a message.
ACTION = TARGET

__all__ = ["ACTION", "attach"]


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer the buttons."""

    @app.action(re.compile(rf"^{ACTION}(_\d+)*$"))
    async def on_click(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await regions(desk, asker)
        await ack()
        hand_over(desk, reply)
