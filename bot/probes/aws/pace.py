"""Spaces the calls of operations that AWS allows once a second, over all runs of a process.

These are all actions of https://docs.aws.amazon.com/ses/latest/APIReference/ (version 1), and those of version 2 whose
page says so, such as https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListRecommendations.html.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable

# In seconds: one, and a margin because one call may travel to AWS faster than the one before it.
SPACING = 1.2
_FORGET = 60.0


class Pace:
    """Reserves the times of calls by account (or credentials, while the account is unknown), region and operation."""

    def __init__(self, spacing: float = SPACING) -> None:
        self._spacing = spacing
        self._next: dict[Hashable, float] = {}

    async def wait_for_turn(self, key: Hashable, within: float) -> bool:
        """Waits for this key's next free time and returns True.

        Returns False at once, and reserves nothing, where that is more than `within` seconds away.
        """
        now = time.monotonic()
        at = max(now, self._next.get(key, now))
        if at - now > within:
            return False
        # Reserve the time before waiting, so that concurrent callers get later ones.
        self._next[key] = at + self._spacing
        self._forget(now)
        await asyncio.sleep(at - now)
        return True

    def _forget(self, now: float) -> None:
        for key in [key for key, at in self._next.items() if at < now - _FORGET]:
            del self._next[key]
