"""A transaction that began is carried through, whoever was waiting for it: cut in the middle, SQLite would stay locked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Transactions(Protocol):
    """Whoever has whole methods keeps the ones under way, and waits for them before it closes."""

    under_way: set[asyncio.Task[Any]]


S = TypeVar("S", bound=Transactions)


def whole(
    method: Callable[Concatenate[S, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, R]]:
    """The method as a task of its own: cancelling its caller lets it end by itself."""

    @wraps(method)
    async def shielded(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        task = asyncio.ensure_future(method(self, *args, **kwargs))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        task.add_done_callback(_seen)
        return await asyncio.shield(task)

    return shielded


def _seen(task: asyncio.Task[Any]) -> None:
    """Its caller hears of an error; one that was cancelled does not, and nobody has to be told."""
    if not task.cancelled():
        task.exception()
