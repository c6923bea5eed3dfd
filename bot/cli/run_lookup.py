"""Runs one lookup of the service on the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.service import Service

T = TypeVar("T")


def run_lookup(ask: Callable[[Service], Coroutine[Any, Any, T]]) -> T:
    """Return what the service answers. Ctrl-C and SIGTERM end the process at once: a lookup changes and keeps nothing."""
    # asyncio.run would wait for threads at the end, such as those that still wait for AWS.
    loop = asyncio.new_event_loop()
    service = Service()
    try:
        return loop.run_until_complete(ask(service))
    finally:
        loop.run_until_complete(service.close())
