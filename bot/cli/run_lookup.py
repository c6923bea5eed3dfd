"""One look of the service's, from a command line that waits for nobody once it has its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.service import Service

T = TypeVar("T")


def looked(look: Callable[[Service], Coroutine[Any, Any, T]]) -> T:
    """The answer. Ctrl-C and SIGTERM end the process at once: nothing is changed and nothing is kept."""
    # The loop is not shut down as asyncio.run would: that waits for threads.
    loop = asyncio.new_event_loop()
    service = Service()
    try:
        return loop.run_until_complete(look(service))
    finally:
        loop.run_until_complete(service.close())
