"""Repeats a write to a database that does not answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.core.errors import StoreUnavailable
from bot.core.retry import repeat

log = logging.getLogger("ses_check.store")

# Seconds between two attempts.
_PAUSE = 0.5


async def write_with_retry(
    write: Callable[[], Awaitable[object]], *, attempts: int, run_id: str
) -> StoreUnavailable | None:
    """Write what belongs to a run. Returns None once that is done, else the error of the last attempt."""

    async def attempt() -> StoreUnavailable | None:
        try:
            await write()
        except StoreUnavailable as problem:
            return problem
        return None

    def pause(problem: StoreUnavailable | None, number: int) -> float | None:
        if problem is None:
            return None
        log.warning("a run could not be stored yet", extra={"run": run_id, "attempts_left": attempts - number})
        return _PAUSE if number < attempts else None

    return await repeat(attempt, pause)
