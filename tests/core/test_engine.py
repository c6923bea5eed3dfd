import asyncio
import logging
import time
from typing import Any

import pytest

from bot.core.context import Context, time_left
from bot.core.engine import Need, in_order, run_checks
from bot.core.model import CheckResult, Judgement, Note, Outcome, Severity, skipped, unknown
from tests.core.graph import TARGET, check, finding

FAILED = Judgement(findings=(finding("a.b"),))


async def run(*checks: Any, **options: Any) -> dict[str, CheckResult]:
    return {r.id: r for r in await run_checks(checks, Context(TARGET), **options)}


async def slow(_context: Context[Any]) -> None:
    await asyncio.sleep(30)


def others() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}


async def test_checks_that_do_not_need_each_other_run_at_once() -> None:
    met = asyncio.Barrier(5)

    async def meet(_context: Context[Any]) -> None:
        await met.wait()  # Passes only where all five run at the same time.

    results = await run(*(check(f"x.{n}", gather=meet) for n in range(5)))
    assert {r.outcome for r in results.values()} == {Outcome.PASS}


async def test_results_come_in_the_order_of_the_checks_and_on_result_hears_each_once() -> None:
    told: list[str] = []
    results = await run_checks(
        [check("x.late", "x.early"), check("x.early")], Context(TARGET), on_result=lambda r: told.append(r.id)
    )
    assert [r.id for r in results] == ["x.late", "x.early"]
    assert told == ["x.early", "x.late"]


async def test_a_check_over_its_deadline_is_unknown_and_says_how_long_it_waited() -> None:
    results = await run(check("x.slow", gather=slow, deadline=0.05), check("x.quick"))
    assert results["x.slow"].outcome is Outcome.UNKNOWN
    assert results["x.slow"].judgement.note == Note("reason.timeout", {"seconds": 0.1})
    assert 40 <= results["x.slow"].ms < 1000
    assert results["x.quick"].outcome is Outcome.PASS


async def test_the_run_ends_at_its_own_deadline_whatever_the_checks_allow() -> None:
    started = time.monotonic()
    results = await run(*(check(f"x.{n}", gather=slow, deadline=30) for n in range(3)), deadline=0.1)
    assert time.monotonic() - started < 1
    assert {r.outcome for r in results.values()} == {Outcome.UNKNOWN}


async def test_a_check_that_starts_late_gets_only_what_is_left_of_the_run() -> None:
    async def half(_context: Context[Any]) -> None:
        await asyncio.sleep(0.1)

    results = await run(check("x.first", gather=half), check("x.second", "x.first", gather=slow), deadline=0.15)
    assert results["x.second"].outcome is Outcome.UNKNOWN
    assert results["x.second"].ms < 90


async def test_a_crash_is_unknown_with_an_incident_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    async def crash(_context: Context[Any]) -> None:
        raise LookupError("boom")

    with caplog.at_level(logging.ERROR):
        results = await run(check("x.bad", gather=crash), check("x.after", "x.bad"), check("x.good"))
    bad = results["x.bad"]
    assert bad.outcome is Outcome.UNKNOWN
    assert bad.incident and bad.judgement.note == Note("reason.crash", {"incident": bad.incident})
    assert [getattr(record, "incident", "") for record in caplog.records] == [bad.incident]
    assert results["x.good"].outcome is Outcome.PASS
    assert results["x.after"].blocked_by == "x.bad"


async def test_a_crash_of_the_judge_is_no_less_visible() -> None:
    bad = check("x.bad")
    bad = type(bad)(bad.id, bad.gather, lambda _target, _evidence: 1 / 0)  # type: ignore[arg-type, return-value]
    assert (await run(bad))["x.bad"].incident


@pytest.mark.parametrize(
    ("earlier", "blocks"),
    [
        (Judgement(), False),
        (Judgement(findings=(finding("a.b", severity=Severity.WARN),)), False),
        (FAILED, True),
        (unknown("reason.timeout"), True),
        (skipped("reason.no_smtp"), True),
    ],
)
async def test_a_check_runs_only_after_a_pass_or_a_warning(earlier: Judgement, blocks: bool) -> None:
    results = await run(check("x.first", judged=earlier), check("x.second", "x.first"))
    assert (results["x.second"].outcome is Outcome.SKIPPED) is blocks


async def test_a_skipped_check_names_the_root_blocker_through_every_step() -> None:
    results = await run(check("x.d", "x.c"), check("x.c", "x.b"), check("x.b", "x.a"), check("x.a", judged=FAILED))
    for name in "bcd":
        assert results[f"x.{name}"].outcome is Outcome.SKIPPED
        assert results[f"x.{name}"].blocked_by == "x.a"
        assert results[f"x.{name}"].judgement.note is None


async def test_a_need_with_codes_blocks_on_those_codes_only() -> None:
    need = Need("x.first", frozenset({"a.b"}))
    blocked = await run(check("x.first", judged=FAILED), check("x.second", need))
    assert blocked["x.second"].blocked_by == "x.first"
    other = Judgement(findings=(finding("c.d"),), unknown=True)
    assert (await run(check("x.first", judged=other), check("x.second", need)))["x.second"].outcome is Outcome.PASS


async def test_a_need_that_is_no_part_of_the_run_does_not_block() -> None:
    assert (await run(check("x.second", "x.first")))["x.second"].outcome is Outcome.PASS


def test_checks_that_need_each_other_in_a_circle_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="cycle"):
        in_order([check("x.a", "x.b"), check("x.b", "x.c"), check("x.c", "x.a")])


async def test_cancelling_leaves_no_task() -> None:
    begun = asyncio.Event()

    async def ask(context: Context[Any]) -> None:
        async def probe() -> None:
            begun.set()
            await asyncio.sleep(30)

        await context.once("question", probe)

    running = asyncio.create_task(
        run_checks([check("x.a", gather=ask), check("x.b", gather=ask), check("x.c", "x.a")], Context(TARGET))
    )
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert others() == set()


async def test_a_finished_run_leaves_no_task_either() -> None:
    async def ask(context: Context[Any]) -> None:
        await context.once("question", lambda: asyncio.sleep(30))

    results = await run(check("x.a", gather=ask, deadline=0.02), check("x.b"))
    assert results["x.a"].outcome is Outcome.UNKNOWN
    assert others() == set()


async def test_a_check_knows_how_much_time_it_has_left() -> None:
    left: list[float] = []

    async def look(_context: Context[Any]) -> None:
        left.append(time_left())

    await run(check("x.a", gather=look, deadline=1.5), check("x.b", gather=look, deadline=9), deadline=5)
    assert 1 < left[0] <= 1.5
    assert 4 < left[1] <= 5
    assert time_left() == float("inf")
