"""Keeps the workspace's card updates within what Slack allows: fifty a minute, whatever the number of cards.

https://docs.slack.dev/apis/web-api/rate-limits: chat.update is of tier 3. An answer goes before any progress.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

PER_MINUTE = 50
# A little more than Slack's minute, for its clock sees our calls with some jitter; seconds.
WINDOW = 61.0
# Progress leaves this many a minute to answers.
FOR_ANSWERS = 15


class UpdateLimiter:
    """Counts the calls of chat.update of one workspace."""

    def __init__(self, per_minute: int = PER_MINUTE, window: float = WINDOW) -> None:
        self._most = per_minute
        self._window = window
        self._sent: deque[float] = deque()
        self._closed_until = 0.0
        self._waiting = 0
        self._turn = asyncio.Lock()

    def try_progress(self) -> bool:
        """Take a place for an update that may be left out; False where answers need it."""
        now = time.monotonic()
        free = self._free(now)
        if self._waiting or now < self._closed_until or free <= min(FOR_ANSWERS, self._most // 2):
            return False
        self._sent.append(now)
        return True

    async def answer(self) -> None:
        """Wait for a place for an update that must arrive; first come, first served."""
        self._waiting += 1
        try:
            async with self._turn:
                await self._room()
                self._sent.append(time.monotonic())
        finally:
            self._waiting -= 1

    def close(self, seconds: float) -> None:
        """Slack said 429: nobody updates for so long."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    async def _room(self) -> None:
        wait = self._wait(time.monotonic())
        if wait > 0:
            await asyncio.sleep(wait)
            # Another 429 may have come meanwhile.
            await self._room()

    def _free(self, now: float) -> int:
        while self._sent and self._sent[0] <= now - self._window:
            self._sent.popleft()
        return self._most - len(self._sent)

    def _wait(self, now: float) -> float:
        if now < self._closed_until:
            return self._closed_until - now
        return 0.0 if self._free(now) > 0 else self._sent[0] + self._window - now
