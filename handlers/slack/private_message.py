"""Sends something to one person alone, by the first way that works."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from handlers.slack.client import Answer, Done, Slack
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# Seconds to keep trying, for each way; a card gets more.
_PATIENCE = 30.0


async def send_private(slack: Slack, requester: Requester, url: ResponseUrl, message: Mapping[str, Any]) -> bool:
    """Send by the response URL, else as an ephemeral message, else as a direct one. False where Slack refused all three."""
    private = {"response_type": "ephemeral", "replace_original": False, **message}
    ways = (
        lambda: url.send(private),
        lambda: slack.post_ephemeral(requester.channel_id, requester.user_id, message, requester.thread_ts),
        lambda: _post_directly(slack, requester.user_id, message),
    )
    for way in ways[0 if url.left else 1 :]:
        if isinstance(await persist(way, _PATIENCE), Done):
            return True
    log.warning("a private message could not be sent", extra={"user": requester.user_id})
    return False


async def _post_directly(slack: Slack, user: str, message: Mapping[str, Any]) -> Answer:
    return await slack.post(await slack.open_direct(user), message)
