import asyncio
from typing import Any

import pytest

from bot.core.context import Context
from tests.core.graph import TARGET


class Probe:
    """Counts how often it is asked. Answers once the test releases it."""

    def __init__(self) -> None:
        self.asked = 0
        self.go = asyncio.Event()

    async def __call__(self) -> int:
        self.asked += 1
        await self.go.wait()
        return self.asked


async def test_several_askers_share_one_answer() -> None:
    context: Context[Any] = Context(TARGET)
    probe = Probe()
    askers = [asyncio.create_task(context.once("q", probe)) for _ in range(5)]
    await asyncio.sleep(0)
    probe.go.set()
    assert await asyncio.gather(*askers) == [1] * 5
    assert await context.once("q", probe) == 1
    assert probe.asked == 1


async def test_another_question_is_asked_for_itself() -> None:
    context: Context[Any] = Context(TARGET)
    probe = Probe()
    probe.go.set()
    assert await context.once(("q", 1), probe) == 1
    assert await context.once(("q", 2), probe) == 2


async def test_the_end_of_one_askers_time_does_not_cancel_it_for_others() -> None:
    context: Context[Any] = Context(TARGET)
    probe = Probe()
    patient = asyncio.create_task(context.once("q", probe))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await context.once("q", probe)
    probe.go.set()
    assert await patient == 1


async def test_the_first_asker_may_leave_and_the_later_ones_still_hear() -> None:
    context: Context[Any] = Context(TARGET)
    probe = Probe()
    first = asyncio.create_task(context.once("q", probe))
    await asyncio.sleep(0)
    first.cancel()
    later = asyncio.create_task(context.once("q", probe))
    await asyncio.sleep(0)
    probe.go.set()
    assert await later == 1
    assert first.cancelled()


async def test_a_failure_is_shared_and_not_asked_again() -> None:
    context: Context[Any] = Context(TARGET)
    asked = []

    async def fail() -> None:
        asked.append(1)
        raise LookupError("boom")

    for _ in range(2):
        with pytest.raises(LookupError):
            await context.once("q", fail)
    assert len(asked) == 1


async def test_close_ends_what_is_under_way_and_waits_for_its_end() -> None:
    context: Context[Any] = Context(TARGET)
    ended = []

    async def ask() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(0.01)
            ended.append(1)

    asker = asyncio.create_task(context.once("q", ask))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await context.close()
    assert ended == [1]
    with pytest.raises(asyncio.CancelledError):
        await asker
