"""What one run shares among its checks: the target, the probes, and the answers that probes gave."""

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

# When the asking check must be done, on the clock of time.monotonic(). A shared answer keeps the limit of who asked first.
_ENDS: ContextVar[float] = ContextVar("ends", default=float("inf"))


def limit_time(ends: float) -> None:
    """Set until when the current task may ask. ends: on the clock of time.monotonic()."""
    _ENDS.set(ends)


def time_left() -> float:
    """Seconds that the asking check still has; infinite where no limit was set."""
    return _ENDS.get() - time.monotonic()


class Context(Generic[P]):
    """One run's target and options, its probes, and the answers that were already asked for.

    claim: asked before a mail is sent; the mail is sent only where it returns True. run_id: put into the mail that a
    run sends, "" where the run has none.
    """

    probes: P

    def __init__(self, target: Target, options: Options | None = None, claim: Claim = never, run_id: str = "") -> None:
        self.target = target
        self.options = options or Options()
        self.claim = claim
        self.run_id = run_id
        self._asked: dict[Hashable, asyncio.Task[Any]] = {}

    async def once(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer to a question, asked at most once in the run. question: any hashable key.

        The first caller starts `ask`; later callers wait for the same answer. A caller that is cancelled does not
        cancel it for the others.
        """
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
