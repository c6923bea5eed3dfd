"""Spaces the calls of operations that AWS allows once a second, over all runs of a process.

Which ones: https://docs.aws.amazon.com/ses/latest/APIReference/ (every action of version 1), and of version 2
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListRecommendations.html and its like.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable

# A second, and what a call's own way to AWS may take longer than that of the one before.
SPACING = 1.2
_FORGET = 60.0


class Pace:
    """Whose turn it is, by account (or credentials, where the account is not known), region and operation."""

    def __init__(self, spacing: float = SPACING) -> None:
        self._spacing = spacing
        self._next: dict[Hashable, float] = {}

    async def turn(self, key: Hashable, within: float) -> bool:
        """Wait for this key's next turn. False, at once and without taking it, where that is later than `within` seconds."""
        now = time.monotonic()
        at = max(now, self._next.get(key, now))
        if at - now > within:
            return False
        # Taken before the wait, so that whoever comes meanwhile stands behind.
        self._next[key] = at + self._spacing
        self._forget(now)
        await asyncio.sleep(at - now)
        return True

    def _forget(self, now: float) -> None:
        for key in [key for key, at in self._next.items() if at < now - _FORGET]:
            del self._next[key]
