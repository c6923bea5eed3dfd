"""Slack's rate limits: how often each method may be called, and how long to wait after too many calls.

Slack counts by method, workspace and app. chat.postMessage is counted by channel: about one a second, with short
bursts.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """At most `calls` in any `seconds`. per_channel: each channel is counted separately."""

    calls: int
    seconds: float
    per_channel: bool = False


TIER_3 = Rate(50, 60)
TIER_4 = Rate(100, 60)
# One a second, with the short burst that Slack allows.
POSTING = Rate(5, 5, per_channel=True)
UNLIMITED = Rate(1_000_000, 1)


class Rates:
    """Counts calls. enforced: False allows everything. clock: returns seconds."""

    def __init__(self, clock: Callable[[], float], *, enforced: bool = True) -> None:
        self.enforced = enforced
        self._clock = clock
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def wait(self, method: str, rate: Rate, channel: str) -> int:
        """Counts a call. Returns 0 where it is allowed, else the seconds for the Retry-After header."""
        if not self.enforced:
            return 0
        now = self._clock()
        calls = self._calls[method, channel if rate.per_channel else ""]
        while calls and calls[0] <= now - rate.seconds:
            calls.popleft()
        if len(calls) < rate.calls:
            calls.append(now)
            return 0
        return max(1, math.ceil(calls[0] + rate.seconds - now))

    def reset(self) -> None:
        """Resets all counts."""
        self._calls.clear()
