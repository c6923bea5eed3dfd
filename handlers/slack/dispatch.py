"""Hands payloads to Bolt, in the same way over a socket and over HTTP."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.slack.payload_check import is_slack_payload

log = logging.getLogger("ses_check.slack")


async def dispatch(app: AsyncApp, body: dict[str, Any], headers: dict[str, str]) -> BoltResponse:
    """Bolt's response to one payload whose origin is proven: status 400 where nobody can read it. Never raises."""
    if not is_slack_payload(body):
        return BoltResponse(status=400, body="")
    try:
        # In this mode Bolt takes a parsed body. Its own parser loses a command whose text holds the word "payload".
        request = AsyncBoltRequest(mode="socket_mode", body=body, headers=dict(headers))
        return await app.async_dispatch(request)
    except Exception:
        # The last-resort handler (one of four): a payload of a shape that Bolt itself cannot read.
        log.exception("a payload could not be read", extra={"incident": secrets.token_hex(4)})
        return BoltResponse(status=400, body="")
