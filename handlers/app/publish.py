"""Shows a payload with all of its overflow: to one person, or in a channel or a thread."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.render.slack.payload import Payload
from handlers.app.context import Desk
from handlers.card.places import content
from handlers.slack.client import Done
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

# Somebody waits; seconds.
_PATIENCE = 30.0


async def show_one(desk: Desk, asker: Asker, url: ResponseUrl, payload: Payload) -> bool:
    """To one person, by the first way that works; all parts the same way where it lasts. False if refused."""
    told = [await tell(desk.slack, asker, url, content(part)) for part in (payload, *payload.overflow)]
    return all(told)


async def show_there(desk: Desk, asker: Asker, url: ResponseUrl, payload: Payload) -> None:
    """To one person where the message stands, in its thread too; else as `show_one`."""
    for part in (payload, *payload.overflow):
        there = partial(desk.slack.ephemeral, asker.channel_id, asker.user_id, content(part), asker.thread_ts)
        if not isinstance(await persist(there, _PATIENCE), Done):
            await tell(desk.slack, asker, url, content(part))


async def show_all(desk: Desk, asker: Asker, url: ResponseUrl, payload: Payload, thread_ts: str = "") -> bool:
    """To everybody, in the thread if one is named; by the response URL where the bot is no member. False if refused."""
    place: dict[str, Any] = {"thread_ts": thread_ts} if thread_ts else {}
    for part in (payload, *payload.overflow):
        message = {**content(part), **place}
        if isinstance(await persist(partial(desk.slack.post, asker.channel_id, message), _PATIENCE), Done):
            continue
        again = {"response_type": "in_channel", "replace_original": False, **message}
        if not isinstance(await persist(partial(url.send, again), _PATIENCE), Done):
            return False
    return True
