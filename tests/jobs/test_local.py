"""The runner: a crash ends the card, equal questions share a run, and a stop leaves unfinished runs as stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.core.errors import DeliveryFailed
from bot.core.model import CheckResult, RunResult
from bot.jobs.local import LocalRunner
from bot.service import Service, check_ids
from bot.store import Ask, State, Store, StoredRun
from bot.targets import TargetsFile
from tests.handlers.world import Silence, write_targets


@dataclass
class Shown:
    """A delivery that keeps what it is given, or raises the trouble that a test asks for."""

    trouble: str = ""
    updates: list[int] = field(default_factory=list)
    answers: list[RunResult] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def show(self) -> None:
        if self.trouble == "refused":
            raise DeliveryFailed("shared_channel")

    async def update(self, results: tuple[CheckResult, ...]) -> None:
        self.updates.append(len(results))

    async def finish(self, run: RunResult) -> None:
        if self.trouble == "crash":
            raise ZeroDivisionError("a fault of ours")
        if self.trouble == "unreachable":
            raise DeliveryFailed("unreachable")
        self.answers.append(run)
        self.ended.set()

    async def fail(self, incident: str) -> None:
        self.incidents.append(incident)
        self.ended.set()


@dataclass
class Office:
    """A runner with a real database and real checks."""

    store: Store
    runner: LocalRunner[Shown]
    silence: Silence

    async def accept(self, number: int, target: str = "prod", origin: str = "command") -> StoredRun:
        asked = (f"run{number}", f"t{number}", "", "T0000000001", f"C000000000{number}", "U0000000001", target)
        ask = Ask(*asked, origin=origin, region="eu-central-1", sender="noreply@example.com")
        return (await self.store.accept(ask)).run

    async def state(self, stored: StoredRun) -> State:
        found = await self.store.get(stored.ask.run_id)
        assert found is not None
        return found.state

    async def idle(self) -> None:
        async with asyncio.timeout(10):
            while self.runner.busy:  # noqa: ASYNC110 - the runner has no event for that
                await asyncio.sleep(0.01)


@pytest.fixture
async def office(tmp_path: Path, silence: Silence) -> AsyncIterator[Office]:
    write_targets(tmp_path, silence.port)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'runs.db'}")
    service = Service()
    targets = TargetsFile(tmp_path / "ses-check.toml", {})

    def deliver(_: StoredRun, shown: Shown | None) -> Shown:
        return shown or Shown()

    runner: LocalRunner[Shown] = LocalRunner(store, service, targets, deliver)
    yield Office(store, runner, silence)
    await runner.stop(0)
    await service.close()
    await store.close()


async def test_a_run_is_shown_as_it_goes_and_delivered(office: Office) -> None:
    stored, shown = await office.accept(1), Shown()
    office.runner.submit(stored, shown)
    await office.idle()
    assert len(shown.answers[0].results) == len(check_ids(None))
    assert shown.updates == sorted(shown.updates)
    assert shown.answers[0].run_id == "run1"
    assert await office.state(stored) is State.DELIVERED


async def test_a_crash_ends_the_card_with_an_incident(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    stored, shown = await office.accept(1), Shown("crash")
    office.runner.submit(stored, shown)
    await office.idle()
    assert len(shown.incidents) == 1
    assert shown.incidents[0] in [getattr(r, "incident", "") for r in caplog.records]
    assert await office.state(stored) is State.FAILED


async def test_who_may_not_be_shown_anything_costs_no_look(office: Office) -> None:
    stored, shown = await office.accept(1, "slow"), Shown("refused")
    office.runner.submit(stored, shown)
    await office.idle()
    assert office.silence.calls == 0
    assert await office.state(stored) is State.FAILED


async def test_an_answer_that_cannot_be_shown_is_left_for_the_next_start(office: Office) -> None:
    stored = await office.accept(1)
    office.runner.submit(stored, Shown("unreachable"))
    await office.idle()
    assert await office.state(stored) is State.FINISHED
    # The next start: the answer is there already, nothing is asked again.
    assert await office.runner.resume() == 1
    await office.idle()
    assert await office.state(stored) is State.DELIVERED


async def test_a_target_that_is_gone_ends_with_an_incident(office: Office) -> None:
    stored, shown = await office.accept(1, "of another age"), Shown()
    office.runner.submit(stored, shown)
    await office.idle()
    assert len(shown.incidents) == 1


async def test_who_asks_the_same_meanwhile_shares_the_look(office: Office) -> None:
    first, second = Shown(), Shown()
    office.runner.submit(await office.accept(1, "slow"), first)
    async with asyncio.timeout(30):
        while not office.silence.calls:  # noqa: ASYNC110 - a peer has no event for that
            await asyncio.sleep(0.01)
    office.runner.submit(await office.accept(2, "slow"), second)
    async with asyncio.timeout(30):
        while not second.updates:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert office.silence.calls == 1
    await office.silence.hang_up()
    await office.idle()
    assert first.answers[0].results == second.answers[0].results
    assert [first.answers[0].run_id, second.answers[0].run_id] == ["run1", "run2"]


async def test_run_again_asks_anew_even_meanwhile(office: Office) -> None:
    office.runner.submit(await office.accept(1, "slow"), Shown())
    async with asyncio.timeout(30):
        while not office.silence.calls:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    office.runner.submit(await office.accept(2, "slow", origin="again"), Shown())
    async with asyncio.timeout(30):
        while office.silence.calls < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_stopping_leaves_no_task_and_the_run_for_the_next_start(office: Office) -> None:
    stored = await office.accept(1, "slow")
    before = asyncio.all_tasks()
    office.runner.submit(stored, Shown())
    async with asyncio.timeout(30):
        while not office.silence.calls:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await office.runner.stop(0)
    left = {t.get_name() for t in asyncio.all_tasks() - before}
    assert not [name for name in left if name.startswith(("run ", "engine "))]
    assert await office.state(stored) is State.ACCEPTED
    office.runner.submit(await office.accept(2), Shown())
    assert not office.runner.busy
