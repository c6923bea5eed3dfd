"""Ends each transaction that began, also where its caller is cancelled: SQLite would stay locked by half a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Transactions(Protocol):
    """An object with shielded methods. It waits for the tasks under way before it closes."""

    under_way: set[asyncio.Task[Any]]


S = TypeVar("S", bound=Transactions)


def shielded_transaction(
    method: Callable[Concatenate[S, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, R]]:
    """Run the method as a task of its own, which goes on where the caller is cancelled."""

    @wraps(method)
    async def shielded(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        task = asyncio.ensure_future(method(self, *args, **kwargs))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        task.add_done_callback(_take_error)
        return await asyncio.shield(task)

    return shielded


def _take_error(task: asyncio.Task[Any]) -> None:
    """Take the error, so that asyncio does not log one whose caller was cancelled."""
    if not task.cancelled():
        task.exception()
