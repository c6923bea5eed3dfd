"""Repeats what fails for a while, such as a call to Slack or a write to a busy database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
# The pauses do not grow after so many attempts, which also keeps the power of two small.
_GROWING = 16


async def repeat(attempt: Callable[[], Awaitable[T]], pause: Callable[[T, int], float | None]) -> T:
    """Call `attempt` until `pause` returns None for its result, and return that result.

    pause: from a result and the number of attempts so far, the seconds to wait before the next attempt.
    """
    number = 0
    while True:
        result = await attempt()
        number += 1
        seconds = pause(result, number)
        if seconds is None:
            return result
        await asyncio.sleep(seconds)


def back_off(number: int, *, first: float, longest: float) -> float:
    """Seconds after the attempt of this number, from 1: `first`, then twice as long each time, at most `longest`."""
    return min(first * 2.0 ** min(number - 1, _GROWING), longest)
