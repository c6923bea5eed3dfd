"""When the daily quota is used up at the present pace, and when a full one has room again. Pure.

The quota counts the last 24 hours: each quarter of an hour frees what was sent in the same quarter the day before.
https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.evidence.ses import SendPoint

DAY = timedelta(days=1)
STEP = timedelta(minutes=15)
# The time over which the present pace is measured.
RECENT = timedelta(hours=3)


def pace(points: Sequence[SendPoint], now: datetime) -> float:
    """Attempts an hour, over the last hours."""
    sent = sum(p.attempts for p in points if now - RECENT <= p.time < now)
    return sent / (RECENT / timedelta(hours=1))


def full_at(points: Sequence[SendPoint], now: datetime, used: float, limit: float) -> datetime | None:
    """When the quota is full if sending goes on as in the last hours. None where that is more than a day away."""
    each = pace(points, now) * (STEP / timedelta(hours=1))
    if not each:
        return None
    for steps in range(1, int(DAY / STEP) + 1):
        at = now + steps * STEP
        if used + each * steps - _freed(points, now, at) >= limit:
            return at
    return None


def full_at_earliest(now: datetime, used: float, limit: float) -> datetime | None:
    """The same without statistics: at the day's average pace, as if nothing were freed meanwhile."""
    return now + DAY * ((limit - used) / used) if used else None


def free_at(points: Sequence[SendPoint], now: datetime, used: float, limit: float) -> datetime | None:
    """When a full quota has room again if nothing is sent meanwhile. None where the statistics do not say."""
    for steps in range(1, int(DAY / STEP) + 1):
        at = now + steps * STEP
        if used - _freed(points, now, at) < limit:
            return at
    return None


def _freed(points: Sequence[SendPoint], now: datetime, at: datetime) -> int:
    """How much leaves the 24 hours between now and `at`."""
    return sum(p.attempts for p in points if now - DAY <= p.time < at - DAY)
