"""What a check may ask during one run, each thing once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar, cast

from bot.core.options import Claim, Options, never
from bot.core.target import Target

P = TypeVar("P")
T = TypeVar("T")

# When the check that asks must be done, on time.monotonic()'s clock. Tasks inherit their first asker's.
_ENDS: ContextVar[float] = ContextVar("ends", default=float("inf"))


def limit_time(ends: float) -> None:
    """Say until when the current task may ask."""
    _ENDS.set(ends)


def time_left() -> float:
    """Seconds that the asking check still has."""
    return _ENDS.get() - time.monotonic()


class Context(Generic[P]):
    """One run's target and options, its probes, and the answers that are already asked for.

    claim: must grant before anything is sent. run_id: marks what is sent, "" where the run has none.

    A question is a hashable key; whoever asks first starts it, whoever asks later shares the answer, and the end of one
    asker's time does not cancel it for the others.
    """

    probes: P

    def __init__(self, target: Target, options: Options | None = None, claim: Claim = never, run_id: str = "") -> None:
        self.target = target
        self.options = options or Options()
        self.claim = claim
        self.run_id = run_id
        self._asked: dict[Hashable, asyncio.Task[Any]] = {}

    async def once(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer to a question, asked at most once in the run."""
        task = self._asked.get(question)
        if task is None:
            task = asyncio.ensure_future(_start(ask))
            self._asked[question] = task
        return cast(T, await asyncio.shield(task))

    async def close(self) -> None:
        """Cancel what is still under way and wait for it, so that no task outlives the run."""
        pending = [t for t in self._asked.values() if not t.done()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)


async def _start(ask: Callable[[], Awaitable[T]]) -> T:
    return await ask()
