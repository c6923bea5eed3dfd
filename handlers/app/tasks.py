"""Background work that is not lost: asyncio keeps only weak references to tasks, and Bolt keeps none."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

from bot.core.errors import SesCheckError

log = logging.getLogger("ses_check.slack")

# Makes the work that follows a crash, from the incident id that the log names.
OnCrash = Callable[[str], Coroutine[Any, Any, None]]


class Tasks:
    """A set of tasks that ends with the bot. A crash of one is logged with an incident id."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(
        self, work: Coroutine[Any, Any, None], name: str, *, on_crash: OnCrash | None = None
    ) -> asyncio.Task[None]:
        """Start the work now. on_crash: started after the work crashes; an expected SesCheckError is no crash."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(lambda ended: self._remove(ended, on_crash))
        return task

    async def stop(self, grace: float) -> None:
        """Wait `grace` seconds for the work to end, then cancel the rest."""
        if self._running and grace > 0:
            await asyncio.wait(set(self._running), timeout=grace)
        left = set(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _remove(self, task: asyncio.Task[None], on_crash: OnCrash | None) -> None:
        self._running.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None and not isinstance(problem, SesCheckError):
            incident = secrets.token_hex(4)
            log.error(
                "background work crashed", extra={"task": task.get_name(), "incident": incident}, exc_info=problem
            )
            if on_crash is not None:
                self.start(on_crash(incident), f"after a crash of {task.get_name()}")
