"""Recognises what Slack delivers a second time, such as an event whose acknowledgement came late."""

from __future__ import annotations

from cachetools import FIFOCache

_REMEMBERED = 1000


class SeenTriggers:
    """The newest 1000 triggers that this process answered."""

    def __init__(self) -> None:
        self._seen: FIFOCache[str, None] = FIFOCache(_REMEMBERED)

    def add(self, trigger: str) -> bool:
        """Remember a trigger. False where it was remembered already."""
        if trigger in self._seen:
            return False
        self._seen[trigger] = None
        return True
