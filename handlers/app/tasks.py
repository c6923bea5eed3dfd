"""Background work with strong references: asyncio keeps only weak ones, and Bolt keeps none."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

from bot.core.errors import SesCheckError

log = logging.getLogger("ses_check.slack")

# What is done about a crash, whose incident id is in the log.
Crashed = Callable[[str], Coroutine[Any, Any, None]]


class Tasks:
    """Starts work, logs its crashes, and ends it when the bot stops."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(
        self, work: Coroutine[Any, Any, None], name: str, *, crashed: Crashed | None = None
    ) -> asyncio.Task[None]:
        """Start it now. crashed: started in its place where it crashes."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(lambda ended: self._ended(ended, crashed))
        return task

    async def stop(self, grace: float) -> None:
        """Let the work end by itself for `grace` seconds, then cancel the rest."""
        if self._running and grace > 0:
            await asyncio.wait(set(self._running), timeout=grace)
        left = set(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None], crashed: Crashed | None) -> None:
        self._running.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None and not isinstance(problem, SesCheckError):
            incident = secrets.token_hex(4)
            log.error(
                "background work crashed", extra={"task": task.get_name(), "incident": incident}, exc_info=problem
            )
            if crashed is not None:
                self.start(crashed(incident), f"after a crash of {task.get_name()}")
