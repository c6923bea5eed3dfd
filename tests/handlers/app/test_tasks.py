"""Background work: its crash is logged, and whoever waits for it is told."""

from __future__ import annotations

import asyncio

import pytest

from handlers.app.seen_triggers import SeenTriggers
from handlers.app.tasks import Tasks


async def _crash() -> None:
    raise ZeroDivisionError("a fault of ours")


async def test_whoever_waits_for_work_that_crashed_is_told_its_incident(caplog: pytest.LogCaptureFixture) -> None:
    tasks, told = Tasks(), asyncio.Queue[str]()

    async def send_private(incident: str) -> None:
        told.put_nowait(incident)

    tasks.start(_crash(), "crashing", on_crash=send_private)
    incident = await asyncio.wait_for(told.get(), 5)
    assert [record.__dict__["incident"] for record in caplog.records] == [incident]
    await tasks.stop(1)


async def test_work_that_is_cancelled_did_not_crash() -> None:
    tasks, told = Tasks(), asyncio.Queue[str]()

    async def send_private(incident: str) -> None:
        told.put_nowait(incident)

    tasks.start(asyncio.sleep(60), "waiting", on_crash=send_private)
    await tasks.stop(0)
    assert told.empty()


def test_a_trigger_is_answered_once_and_old_ones_are_forgotten() -> None:
    once = SeenTriggers()
    assert [once.add("1"), once.add("1"), once.add("2")] == [True, False, True]
    assert all(once.add(f"more-{number}") for number in range(1000))
    assert once.add("1")
