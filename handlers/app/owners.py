"""Whose choices count for a question: the person's who asks and the channel's."""

from __future__ import annotations

from bot.store import Owner
from handlers.slack.requester import Requester


def person(requester: Requester) -> Owner:
    """The person who asks."""
    return Owner(requester.enterprise_id, requester.team_id, requester.user_id)


def channel(requester: Requester) -> Owner:
    """The channel where it is asked. A direct message is one too."""
    return Owner(requester.enterprise_id, requester.team_id, requester.channel_id)
