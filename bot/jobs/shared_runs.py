"""Shares one engine run among all who ask the same question while it is under way. A finished run is not used again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.core.model import CheckResult, RunResult
from bot.core.options import Claim, Options, never
from bot.core.target import Target
from bot.service import Service

# How many engine runs there may be at once; more wait. Each takes a few threads and sockets.
AT_ONCE = 8

# Called with the results so far, each time there are more.
Watch = Callable[[tuple[CheckResult, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Question:
    """What one engine run answers: a target, a group of its checks or None for all, and the options.

    verified: the id of the run that is verified, "" for none. earlier: that run's result, None where everything is asked.
    """

    target: Target
    only: str | None = None
    options: Options = field(default_factory=Options)
    verified: str = ""
    earlier: RunResult | None = field(default=None, compare=False)


@dataclass(slots=True)
class _SharedRun:
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    results: tuple[CheckResult, ...] = ()
    watchers: int = 0

    def add(self, result: CheckResult) -> None:
        """Keep a result and wake all watchers."""
        self.results = (*self.results, result)
        self.changed.set()
        self.changed = asyncio.Event()


class SharedRuns:
    """The engine runs under way, by question."""

    def __init__(self, service: Service, at_once: int = AT_ONCE) -> None:
        self._service = service
        self._places = asyncio.Semaphore(at_once)
        self._under_way: dict[Question, tuple[_SharedRun, asyncio.Task[RunResult]]] = {}

    async def join(
        self, question: Question, run_id: str, watch: Watch, *, fresh: bool = False, claim: Claim = never
    ) -> RunResult:
        """Join the run of this question that is under way, or start one, and return its result.

        fresh: always start one. A run that may send a mail is always a new one. claim: see bot.core.options. The run is
        cancelled once all who joined it are.
        """
        if fresh or question.options.simulate or question not in self._under_way:
            run = _SharedRun()
            task = asyncio.create_task(self._start(run, question, run_id, claim), name=f"engine {run_id}")
            self._under_way[question] = run, task
            task.add_done_callback(lambda ended: self._forget(question, ended))
        run, task = self._under_way[question]
        run.watchers += 1
        try:
            return await _watch(run, task, watch)
        finally:
            run.watchers -= 1
            if not run.watchers:
                # Taken out before it ends, so that nobody joins a run that is being cancelled.
                self._forget(question, task)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    def _forget(self, question: Question, task: asyncio.Task[RunResult]) -> None:
        if question in self._under_way and self._under_way[question][1] is task:
            del self._under_way[question]

    async def _start(self, run: _SharedRun, question: Question, run_id: str, claim: Claim) -> RunResult:
        async with self._places:
            return await self._service.run(
                question.target,
                run_id=run_id,
                only=question.only,
                options=question.options,
                claim=claim,
                on_result=run.add,
                verifies=question.earlier,
            )


async def _watch(run: _SharedRun, task: asyncio.Task[RunResult], watch: Watch) -> RunResult:
    told = 0
    while not task.done():
        if len(run.results) > told:
            told = len(run.results)
            await watch(run.results)
            continue
        waiter = asyncio.ensure_future(run.changed.wait())
        await asyncio.wait({task, waiter}, return_when=asyncio.FIRST_COMPLETED)
        waiter.cancel()
    return task.result()
