"""Sends something to one person alone, by the first way that works."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from handlers.slack.client import Answer, Done, Slack
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# Seconds to keep trying, for each way; a card gets more.
_PATIENCE = 30.0


async def send_private(slack: Slack, requester: Requester, url: ResponseUrl, message: Mapping[str, Any]) -> bool:
    """Send by the response URL, else as an ephemeral message, else as a direct one. False where Slack refused all three.

    In a thread the ephemeral message comes first, because a response URL sends to the channel. What somebody wrote in a
    direct message with the bot is answered there by an ordinary message, which stays.
    """
    origin = requester.origin
    private = {"response_type": "ephemeral", "replace_original": False, **message}
    here = {**message, **({"thread_ts": origin.thread_ts} if origin.thread_ts else {})}

    def respond() -> Awaitable[Answer]:
        return url.send(private)

    def whisper() -> Awaitable[Answer]:
        return slack.post_ephemeral(requester.channel_id, requester.user_id, message, requester.thread_ts)

    def post_here() -> Awaitable[Answer]:
        return slack.post(requester.channel_id, here)

    def post_directly() -> Awaitable[Answer]:
        return _post_directly(slack, requester.user_id, message)

    ways: list[Callable[[], Awaitable[Answer]]] = [respond] if url.left else []
    if origin.direct:
        ways = [*ways, post_here] if not origin.thread_ts else [post_here, *ways]
    else:
        ways = [*ways, whisper] if not origin.thread_ts else [whisper, *ways]
    for way in [*ways, post_directly]:
        if isinstance(await persist(way, _PATIENCE), Done):
            return True
    log.warning("a private message could not be sent", extra={"user": requester.user_id})
    return False


async def _post_directly(slack: Slack, user: str, message: Mapping[str, Any]) -> Answer:
    return await slack.post(await slack.open_direct(user), message)
