"""One engine run for all who ask the same at the same time; a finished one is never used again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.core.model import CheckResult, RunResult
from bot.core.options import Claim, Options, never
from bot.core.target import Target
from bot.service import Service

# How many targets are looked at at once; more wait. Each takes a few threads and sockets.
AT_ONCE = 8

Watch = Callable[[tuple[CheckResult, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Question:
    """What one engine run answers: a target, a group of its checks or None for all, and what is asked beside it."""

    target: Target
    only: str | None = None
    options: Options = field(default_factory=Options)


@dataclass(slots=True)
class _Flight:
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    results: tuple[CheckResult, ...] = ()
    watchers: int = 0


class Flights:
    """The engine runs under way, by question."""

    def __init__(self, service: Service, at_once: int = AT_ONCE) -> None:
        self._service = service
        self._places = asyncio.Semaphore(at_once)
        self._under_way: dict[Question, tuple[_Flight, asyncio.Task[RunResult]]] = {}

    async def result(
        self, key: Question, run_id: str, watch: Watch, *, fresh: bool = False, claim: Claim = never
    ) -> RunResult:
        """The result of the run under way, or of a new one. watch: told of the results so far. fresh: always a new one.

        A run that may send a mail is always a new one. claim: as bot.core.options has it.
        """
        if fresh or key.options.simulate or key not in self._under_way:
            flight = _Flight()
            task = asyncio.create_task(self._fly(flight, key, run_id, claim), name=f"engine {run_id}")
            self._under_way[key] = flight, task
            task.add_done_callback(lambda ended: self._forget(key, ended))
        flight, task = self._under_way[key]
        flight.watchers += 1
        try:
            return await self._watched(flight, task, watch)
        finally:
            flight.watchers -= 1
            if not flight.watchers:
                # Nobody waits any more: nobody may join either.
                self._forget(key, task)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    def _forget(self, key: Question, task: asyncio.Task[RunResult]) -> None:
        if key in self._under_way and self._under_way[key][1] is task:
            del self._under_way[key]

    async def _fly(self, flight: _Flight, key: Question, run_id: str, claim: Claim) -> RunResult:
        def note(result: CheckResult) -> None:
            flight.results = (*flight.results, result)
            _wake(flight)

        async with self._places:
            return await self._service.run(
                key.target, run_id=run_id, only=key.only, options=key.options, claim=claim, on_result=note
            )

    async def _watched(self, flight: _Flight, task: asyncio.Task[RunResult], watch: Watch) -> RunResult:
        seen = 0
        while not task.done():
            if len(flight.results) > seen:
                seen = len(flight.results)
                await watch(flight.results)
                continue
            waiter = asyncio.ensure_future(flight.changed.wait())
            await asyncio.wait({task, waiter}, return_when=asyncio.FIRST_COMPLETED)
            waiter.cancel()
        return task.result()


def _wake(flight: _Flight) -> None:
    """Wake all watchers and get ready for the next result."""
    flight.changed.set()
    flight.changed = asyncio.Event()
