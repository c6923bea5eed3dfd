"""A response URL: five messages within thirty minutes, even where the bot is no member.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses. It is a capability: kept in memory
only, never stored, never logged.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from handlers.slack.client import Answer, Refused, Slack

USES = 5
# Slack's thirty minutes, less what a slow answer may take; seconds.
LIFE = 29 * 60.0


class ResponseUrl:
    """Counts its uses and its age."""

    def __init__(self, slack: Slack, url: str) -> None:
        self._slack = slack
        self._url = url
        self._left = USES if url else 0
        self._ends = time.monotonic() + LIFE

    def __repr__(self) -> str:
        return f"ResponseUrl(left={self.left})"

    @property
    def left(self) -> int:
        """How many messages it still takes."""
        return self._left if time.monotonic() < self._ends else 0

    async def send(self, message: Mapping[str, Any]) -> Answer:
        """Use it once. Refused("used_url") where nothing is left."""
        if self.left < 1:
            return Refused("used_url")
        self._left -= 1
        return await self._slack.respond(self._url, message)
