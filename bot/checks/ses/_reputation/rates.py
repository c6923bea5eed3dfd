"""Bounce and complaint rates from ses:GetSendStatistics, and their trend. Pure.

An estimate: AWS judges by a representative volume of its own choice and counts permanent bounces only.
https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.evidence.ses import SendPoint

DAY = timedelta(days=1)
# Fewer mails make no rate: three bounces out of twenty may be chance.
FEWEST = 200
# With so many mails the last day is judged by itself.
PLENTY = 1000
# Fewer events than these may be chance, whatever the rate.
CHANCE = {"bounces": 10, "complaints": 3}


@dataclass(frozen=True, slots=True)
class Window:
    """What was sent in a span of time. name: day, week or fortnight."""

    name: str
    attempts: int
    bounces: int
    complaints: int

    def percent(self, kind: str) -> float:
        """The rate of "bounces" or "complaints", in percent."""
        return self.count(kind) / self.attempts * 100 if self.attempts else 0.0

    def count(self, kind: str) -> int:
        """The number of "bounces" or "complaints"."""
        return self.bounces if kind == "bounces" else self.complaints


def window(name: str, points: Sequence[SendPoint], start: datetime, end: datetime) -> Window:
    """The sums over a span of time."""
    held = [p for p in points if start < p.time <= end]
    return Window(name, sum(p.attempts for p in held), sum(p.bounces for p in held), sum(p.complaints for p in held))


def windows(points: Sequence[SendPoint], now: datetime) -> tuple[Window, Window, Window]:
    """The last day, week and fortnight."""
    return (
        window("day", points, now - DAY, now),
        window("week", points, now - 7 * DAY, now),
        window("fortnight", points, now - 14 * DAY, now),
    )


def telling(points: Sequence[SendPoint], now: datetime) -> tuple[Window, ...]:
    """The spans with enough mail to judge, the longest one that is needed first. () where there are none."""
    day, week, fortnight = windows(points, now)
    long = week if week.attempts >= PLENTY else fortnight
    if long.attempts < FEWEST:
        return ()
    return (long, day) if day.attempts >= PLENTY else (long,)


def trend(kind: str, points: Sequence[SendPoint], now: datetime) -> str:
    """rising, falling or steady: the last day against the week before, else the last week against the one before it.

    unclear where either has too little mail.
    """
    for length, before in ((DAY, 8 * DAY), (7 * DAY, 14 * DAY)):
        late = window("", points, now - length, now)
        early = window("", points, now - before, now - length)
        if min(late.attempts, early.attempts) >= FEWEST:
            return _compared(late.percent(kind), early.percent(kind))
    return "unclear"


def _compared(late: float, early: float) -> str:
    # A fifth more or less counts as steady.
    if late > early * 1.2:
        return "rising"
    return "falling" if late < early * 0.8 else "steady"
