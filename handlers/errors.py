"""The last resort: a crash that no handler foresaw ends with an incident id, for the person and in the log."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.render.slack.mrkdwn import code
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.slack.requester import from_command

log = logging.getLogger("ses_check.slack")


def attach_error_handler(app: AsyncApp, context: HandlerContext) -> None:
    """Answer a command whose handler crashed before it was acknowledged; a click has no room for words."""

    @app.error
    async def report_crash(error: Exception, body: dict[str, Any]) -> BoltResponse:
        incident = secrets.token_hex(4)
        log.error("a handler crashed", extra={"incident": incident}, exc_info=error)
        requester = from_command(body)
        if not requester.command:
            return BoltResponse(status=200, body="")
        words = line(context.languages.guess(requester), "slack.crashed", incident=code(incident))
        return BoltResponse(status=200, body={"response_type": "ephemeral", **words})
