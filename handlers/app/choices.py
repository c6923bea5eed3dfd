"""What channels and people chose: whose choice counts for a question, and what it is."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.core.channel_mode import ChannelMode, mode_of
from bot.core.errors import StoreUnavailable
from bot.store import Owner, Preference, Store
from handlers.slack.requester import Requester

log = logging.getLogger("ses_check.slack")


def person(requester: Requester) -> Owner:
    """The person who asks."""
    return Owner(requester.enterprise_id, requester.team_id, requester.user_id)


def channel(requester: Requester) -> Owner:
    """The channel where it is asked. A direct message is one too."""
    return Owner(requester.enterprise_id, requester.team_id, requester.channel_id)


async def read_choices(store: Store, owner: Owner) -> Mapping[Preference, str]:
    """What was chosen; nothing where the database is down, so that an answer comes all the same."""
    try:
        return await store.recall(owner)
    except StoreUnavailable:
        log.warning("what was chosen could not be read")
        return {}


async def read_mode(store: Store, requester: Requester) -> ChannelMode:
    """Where the requester's channel wants what a card leaves out."""
    return mode_of((await read_choices(store, channel(requester))).get(Preference.MODE))


async def choose_form(store: Store, requester: Requester, clicked: str) -> str:
    """The form in which to show steps: the clicked one, which is kept for the person; else the one that was kept.

    clicked: "" as a dialog opens. A dialog shows the first form that its steps have where they lack this one.
    """
    if not clicked:
        return (await read_choices(store, person(requester))).get(Preference.FORM, "")
    try:
        await store.remember(person(requester), Preference.FORM, clicked)
    except StoreUnavailable:
        log.warning("a person's form of steps could not be stored")
    return clicked
