"""Repeats a call to Slack after 429, 5xx, timeouts and lost connections."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from handlers.slack.client import Answer, Done, Limited, Refused

# Seconds. An answer that Slack did not take by then is left for the next start of the bot.
PATIENCE = 600.0
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 20.0


async def persist(attempt: Callable[[], Awaitable[Answer]], patience: float = PATIENCE) -> Answer:
    """The first answer that is final (done or refused), else the last one within `patience` seconds."""
    ends = time.monotonic() + patience
    wait = _FIRST_WAIT
    while True:
        answer = await attempt()
        if isinstance(answer, Done | Refused):
            return answer
        pause = answer.seconds if isinstance(answer, Limited) else wait * random.uniform(0.8, 1.2)  # noqa: S311
        if time.monotonic() + pause > ends:
            return answer
        await asyncio.sleep(pause)
        wait = min(wait * 2, _LONGEST_WAIT)
