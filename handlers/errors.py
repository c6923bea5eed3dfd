"""The last resort: what no code of ours foresaw ends with an incident id, for the person and in the log."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.render.slack.mrkdwn import code
from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.slack.payload_check import plausible
from handlers.slack.requester import from_command

log = logging.getLogger("ses_check.slack")


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer a command whose handler crashed before it was acknowledged; a click has no room for words."""

    @app.error
    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        incident = secrets.token_hex(4)
        log.error("a handler crashed", extra={"incident": incident}, exc_info=error)
        asker = from_command(body)
        if not asker.command:
            return BoltResponse(status=200, body="")
        words = line(desk.languages.without_looking(asker), "slack.crashed", incident=code(incident))
        return BoltResponse(status=200, body={"response_type": "ephemeral", **words})


async def dispatch(app: AsyncApp, body: dict[str, Any], headers: dict[str, str]) -> BoltResponse:
    """Hand Bolt one payload, whose origin is proven: a socket of ours, or a verified signature."""
    if not plausible(body):
        return BoltResponse(status=400, body="")
    try:
        # In this mode Bolt takes a parsed body. Its own parser loses a command whose text holds the word "payload".
        request = AsyncBoltRequest(mode="socket_mode", body=body, headers=dict(headers))
        return await app.async_dispatch(request)
    except Exception:
        # The last-resort handler (one of four): a payload of a shape that Bolt itself cannot read.
        log.exception("a payload could not be read", extra={"incident": secrets.token_hex(4)})
        return BoltResponse(status=400, body="")
