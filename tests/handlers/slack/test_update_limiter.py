"""The workspace's update budget: never more than Slack allows, and answers before progress."""

from __future__ import annotations

import asyncio
import time

import pytest

from handlers.slack.update_limiter import UpdateLimiter


def test_progress_leaves_room_for_answers() -> None:
    limiter = UpdateLimiter(per_minute=50)
    taken = sum(limiter.try_progress() for _ in range(100))
    assert taken == 35


async def test_never_more_than_the_budget_in_a_window() -> None:
    limiter = UpdateLimiter(per_minute=5, window=0.1)
    times: list[float] = []

    async def one() -> None:
        await limiter.wait_for_answer()
        times.append(time.monotonic())

    await asyncio.gather(*(one() for _ in range(14)))
    for at, later in zip(times, times[5:], strict=False):
        assert later - at >= 0.095


async def test_progress_waits_while_an_answer_waits() -> None:
    limiter = UpdateLimiter(per_minute=4, window=0.15)
    for _ in range(4):
        await limiter.wait_for_answer()
    waiting = asyncio.create_task(limiter.wait_for_answer())
    await asyncio.sleep(0)
    assert not limiter.try_progress()
    await waiting


async def test_a_429_stops_everybody() -> None:
    limiter = UpdateLimiter()
    limiter.pause(0.1)
    assert not limiter.try_progress()
    started = time.monotonic()
    await limiter.wait_for_answer()
    assert time.monotonic() - started >= 0.095
    assert limiter.try_progress()


async def test_a_cancelled_answer_does_not_hold_progress_back() -> None:
    limiter = UpdateLimiter(per_minute=2, window=30)
    await limiter.wait_for_answer()
    await limiter.wait_for_answer()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await limiter.wait_for_answer()
    assert limiter._waiting == 0
