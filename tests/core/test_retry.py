"""What fails is repeated, for as long as its caller says."""

from __future__ import annotations

import pytest

from bot.core.retry import back_off, repeat


async def test_repeated_until_there_is_no_pause() -> None:
    results = iter(["busy", "busy", "done"])
    asked: list[tuple[str, int]] = []

    async def attempt() -> str:
        return next(results)

    def pause(result: str, number: int) -> float | None:
        asked.append((result, number))
        return 0.0 if result == "busy" else None

    assert await repeat(attempt, pause) == "done"
    assert asked == [("busy", 1), ("busy", 2), ("done", 3)]


async def test_the_last_result_counts_where_its_caller_gives_up() -> None:
    async def attempt() -> str:
        return "busy"

    assert await repeat(attempt, lambda _, number: 0.0 if number < 3 else None) == "busy"


@pytest.mark.parametrize(("number", "seconds"), [(1, 0.5), (2, 1.0), (4, 4.0), (7, 30.0), (100_000, 30.0)])
def test_pauses_grow_up_to_the_longest(number: int, seconds: float) -> None:
    assert back_off(number, first=0.5, longest=30.0) == seconds
