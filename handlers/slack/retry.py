"""Repeats a call to Slack after 429, 5xx, timeouts and lost connections."""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable

from bot.core.retry import back_off, repeat
from handlers.slack.client import Answer, Done, Limited, Refused

# Seconds. An answer that Slack did not take by then is left for the next start of the bot.
PATIENCE = 600.0


async def persist(attempt: Callable[[], Awaitable[Answer]], patience: float = PATIENCE) -> Answer:
    """The first answer that is final (done or refused), else the last one within `patience` seconds."""
    ends = time.monotonic() + patience

    def pause(answer: Answer, number: int) -> float | None:
        seconds = pause_after(answer, number, longest=20.0)
        return seconds if seconds is not None and time.monotonic() + seconds <= ends else None

    return await repeat(attempt, pause)


def pause_after(answer: Answer, number: int, *, longest: float) -> float | None:
    """Seconds to wait before the next attempt; None where the answer is final. number: of attempts so far, from 1."""
    if isinstance(answer, Done | Refused):
        return None
    if isinstance(answer, Limited):
        return answer.seconds
    # Many bots that lost Slack at the same moment do not ask again at the same moment.
    return back_off(number, first=0.5, longest=longest) * random.uniform(0.8, 1.2)  # noqa: S311
