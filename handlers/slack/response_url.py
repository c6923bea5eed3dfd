"""Response URLs, by which the bot can answer also where it is no member: five messages within thirty minutes.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses. Whoever holds one may post, so it is
kept in memory only and never logged.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from handlers.slack.client import Answer, Refused, Slack

USES = 5
# Seconds: Slack's thirty minutes, less what a slow request may take.
LIFE = 29 * 60.0


class Clicked(Enum):
    """What a response URL can replace: NOTHING, a MESSAGE that all see, or an EPHEMERAL one."""

    NOTHING = auto()
    MESSAGE = auto()
    EPHEMERAL = auto()


class ResponseUrl:
    """The response URL of one command or click. It knows how often and how long it may still be used."""

    def __init__(self, slack: Slack, url: str, clicked: Clicked = Clicked.NOTHING) -> None:
        self._slack = slack
        self._url = url
        self.clicked = clicked if url else Clicked.NOTHING
        self._left = USES if url else 0
        self._ends = time.monotonic() + LIFE

    def __repr__(self) -> str:
        return f"ResponseUrl(left={self.left})"

    @property
    def left(self) -> int:
        """How many more messages Slack takes."""
        return self._left if time.monotonic() < self._ends else 0

    async def send(self, message: Mapping[str, Any]) -> Answer:
        """Send a message. Refused("used_url") where none is left."""
        if self.left < 1:
            return Refused("used_url")
        self._left -= 1
        return await self._slack.respond(self._url, message)
