"""Says something to one person, privately, by the first way that works."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from handlers.slack.client import Answer, Done, Slack
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# A private line is worth less patience than an answer; seconds.
_PATIENCE = 30.0


async def tell(slack: Slack, asker: Asker, url: ResponseUrl, message: Mapping[str, Any]) -> bool:
    """By the response URL, else as an ephemeral message, else directly. False where Slack refused all three."""
    private = {"response_type": "ephemeral", "replace_original": False, **message}
    ways = (
        lambda: url.send(private),
        lambda: slack.ephemeral(asker.channel_id, asker.user_id, message, asker.thread_ts),
        lambda: _directly(slack, asker.user_id, message),
    )
    for way in ways[0 if url.left else 1 :]:
        if isinstance(await persist(way, _PATIENCE), Done):
            return True
    log.warning("a person could not be told", extra={"user": asker.user_id})
    return False


async def _directly(slack: Slack, user: str, message: Mapping[str, Any]) -> Answer:
    return await slack.post(await slack.direct(user), message)
