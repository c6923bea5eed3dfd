"""Asks other regions than the target's: the configured ones, else all of SES's that the account may have enabled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.context import time_left
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.target import Target
from bot.probes.regions import is_opt_in, sending_regions

T = TypeVar("T")
# How many regions are asked at once, each with up to two of the gateway's threads, and seconds for all of them.
AT_ONCE = 8
ENOUGH = 5.5


@dataclass(frozen=True, slots=True)
class Answers(Generic[T]):
    """found: by region, in the order of the regions. silent: regions that did not answer in time."""

    found: tuple[tuple[str, T], ...] = ()
    silent: tuple[str, ...] = ()


def other_regions(target: Target) -> tuple[str, ...]:
    """The other regions to ask."""
    if target.regions:
        return target.other_regions
    return tuple(region for region in sending_regions(target.region) if region != target.region)


async def ask_each(regions: tuple[str, ...], ask: Callable[[str], Awaitable[T]]) -> Answers[T]:
    """Ask every region, at most AT_ONCE at a time. What has answered within ENOUGH seconds is kept.

    Ends a second before the asking check's time does, so that the check can still say what it knows.
    """
    places, found = asyncio.Semaphore(AT_ONCE), dict[str, T]()

    async def one(region: str) -> None:
        async with places:
            found[region] = await ask(region)

    try:
        async with asyncio.timeout(max(0.0, min(ENOUGH, time_left() - 1))), asyncio.TaskGroup() as group:
            for region in regions:
                group.create_task(one(region))
    except TimeoutError:
        pass
    kept = tuple((region, found[region]) for region in regions if region in found)
    return Answers(kept, tuple(region for region in regions if region not in found))


def not_enabled(region: str, failures: tuple[Failure, ...]) -> bool:
    """True where the account has not enabled the region: there AWS refuses every key."""
    return is_opt_in(region) and bool(failures) and all(f.kind is FailureKind.INVALID_KEY for f in failures)
