"""Sends a payload with all of its overflow: to one person, or into a channel or a thread."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.render.slack.payload import Payload
from handlers.app.context import HandlerContext
from handlers.slack.client import Done
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

# Seconds to keep trying while somebody waits.
_PATIENCE = 30.0


async def send_to_person(context: HandlerContext, requester: Requester, url: ResponseUrl, payload: Payload) -> bool:
    """Send to one person, by the first way that works. False where Slack refused a part in every way."""
    parts = (payload, *payload.overflow)
    sent = [await send_private(context.slack, requester, url, message_arguments(part)) for part in parts]
    return all(sent)


async def send_in_thread(context: HandlerContext, requester: Requester, url: ResponseUrl, payload: Payload) -> None:
    """Send to one person in the thread of the message that was clicked; else as `send_to_person`."""
    for part in (payload, *payload.overflow):
        message = message_arguments(part)
        post = partial(
            context.slack.post_ephemeral, requester.channel_id, requester.user_id, message, requester.thread_ts
        )
        if not isinstance(await persist(post, _PATIENCE), Done):
            await send_private(context.slack, requester, url, message)


async def send_to_channel(
    context: HandlerContext, requester: Requester, url: ResponseUrl, payload: Payload, thread_ts: str | None = None
) -> bool:
    """Send to everybody in the channel, or in a thread of it. False where Slack refused a part.

    thread_ts: "" for the channel itself; None for where the question stood. Where the bot is no member, the response URL
    sends it.
    """
    thread = requester.origin.thread_ts if thread_ts is None else thread_ts
    place: dict[str, Any] = {"thread_ts": thread} if thread else {}
    for part in (payload, *payload.overflow):
        message = {**message_arguments(part), **place}
        if isinstance(await persist(partial(context.slack.post, requester.channel_id, message), _PATIENCE), Done):
            continue
        public = {"response_type": "in_channel", "replace_original": False, **message}
        if not isinstance(await persist(partial(url.send, public), _PATIENCE), Done):
            return False
    return True
