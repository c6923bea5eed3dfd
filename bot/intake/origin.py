"""Who asks, and where: all that the rules need to know of a chat platform."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The ids are the chat platform's. direct: a conversation with the bot alone, where every answer is private.

    thread_ts: the thread of the channel in which it is asked, "" for none; the answer belongs there.
    """

    enterprise_id: str
    team_id: str
    channel_id: str
    user_id: str
    direct: bool = False
    thread_ts: str = ""
