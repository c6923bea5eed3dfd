"""Which triggers were answered already: Slack delivers some things twice, such as an event whose answer was late."""

from __future__ import annotations

from collections import OrderedDict

# So many are remembered.
_REMEMBERED = 1000


class Once:
    """Remembers the newest triggers, in this process only."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def first(self, trigger: str) -> bool:
        """True for a trigger that was not seen before."""
        if trigger in self._seen:
            return False
        self._seen[trigger] = None
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True
