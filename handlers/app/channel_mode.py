"""Reads where a channel wants what a card leaves out."""

from __future__ import annotations

import logging

from bot.core.channel_mode import ChannelMode, mode_of
from bot.core.errors import StoreUnavailable
from bot.store import Preference
from handlers.app.context import HandlerContext
from handlers.app.owners import channel
from handlers.slack.requester import Requester

log = logging.getLogger("ses_check.slack")


async def read_mode(context: HandlerContext, requester: Requester) -> ChannelMode:
    """The mode of the requester's channel; the default where the database is down."""
    try:
        return mode_of((await context.store.recall(channel(requester))).get(Preference.MODE))
    except StoreUnavailable:
        log.warning("a channel's mode could not be read")
        return ChannelMode.THREAD
