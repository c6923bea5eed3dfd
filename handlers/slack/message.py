"""A payload of bot.render.slack as the arguments of Slack's methods."""

from __future__ import annotations

from typing import Any

from bot.render.slack.payload import Payload


def message_arguments(payload: Payload) -> dict[str, Any]:
    """Text and blocks. An empty list of blocks takes away those that stood in an edited message."""
    return {"text": payload.text, "blocks": payload.blocks}
