"""Keeps the calls of chat.update of one workspace within Slack's fifty a minute, however many cards there are.

https://docs.slack.dev/apis/web-api/rate-limits: chat.update is of tier 3. Answers have priority over progress.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

PER_MINUTE = 50
# Seconds: a little more than Slack's minute, because our calls reach its clock with some jitter.
WINDOW = 61.0
# So many calls a minute are kept for answers.
FOR_ANSWERS = 15


class UpdateLimiter:
    """Counts the calls of chat.update, and makes those wait that would be too many."""

    def __init__(self, per_minute: int = PER_MINUTE, window: float = WINDOW) -> None:
        self._most = per_minute
        self._window = window
        self._sent: deque[float] = deque()
        self._paused_until = 0.0
        self._waiting = 0
        self._turn = asyncio.Lock()

    def try_progress(self) -> bool:
        """Count one call for an update that may be left out. False where it must be: answers need the calls left."""
        now = time.monotonic()
        left = self._calls_left(now)
        if self._waiting or now < self._paused_until or left <= min(FOR_ANSWERS, self._most // 2):
            return False
        self._sent.append(now)
        return True

    async def wait_for_answer(self) -> None:
        """Wait until an update may be sent that must not be left out, and count it. First come, first served."""
        self._waiting += 1
        try:
            async with self._turn:
                await self._wait_for_call()
                self._sent.append(time.monotonic())
        finally:
            self._waiting -= 1

    def pause(self, seconds: float) -> None:
        """Let nobody update for so long: Slack answered 429."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    async def _wait_for_call(self) -> None:
        seconds = self._seconds_to_wait(time.monotonic())
        if seconds > 0:
            await asyncio.sleep(seconds)
            # Another 429 may have come meanwhile.
            await self._wait_for_call()

    def _calls_left(self, now: float) -> int:
        while self._sent and self._sent[0] <= now - self._window:
            self._sent.popleft()
        return self._most - len(self._sent)

    def _seconds_to_wait(self, now: float) -> float:
        if now < self._paused_until:
            return self._paused_until - now
        return 0.0 if self._calls_left(now) > 0 else self._sent[0] + self._window - now
