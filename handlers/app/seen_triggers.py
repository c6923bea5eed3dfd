"""Recognises what Slack delivers a second time, such as an event whose acknowledgement came late."""

from __future__ import annotations

from collections import OrderedDict

_REMEMBERED = 1000


class SeenTriggers:
    """The newest 1000 triggers that this process answered."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def add(self, trigger: str) -> bool:
        """Remember a trigger. False where it was remembered already."""
        if trigger in self._seen:
            return False
        self._seen[trigger] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True
