"""Runs checks concurrently, each within its own deadline. A check that fails or crashes does not affect the others."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from bot.core.context import Context, limit_time
from bot.core.model import CheckResult, Judgement, Note, Outcome
from bot.core.options import Options
from bot.core.role import NO_ROLE, Role
from bot.core.target import Target

log = logging.getLogger("ses_check.engine")

CHECK_DEADLINE = 8.0
RUN_DEADLINE = 25.0

Gather = Callable[[Context[Any]], Awaitable[Any]]
Judge = Callable[[Target, Any], Judgement]
OnResult = Callable[[CheckResult], None]


@dataclass(frozen=True, slots=True)
class Need:
    """A check that must come first. codes: the need blocks only where one of these causes was found.

    Without codes it blocks unless the needed check passed or warned.
    """

    check: str
    codes: frozenset[str] = frozenset()

    def blocks(self, result: CheckResult) -> bool:
        """True where the needed check's result makes asking on pointless."""
        if self.codes:
            return any(f.code in self.codes for f in result.findings)
        return result.outcome not in (Outcome.PASS, Outcome.WARN)


def _always(_options: Options) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Check:
    """One question about one target. gather asks the probes; judge is pure: the same evidence gives the same judgement.

    needs: what must come first. deadline: seconds. asked: False where a run's options leave the check out altogether, so
    that it does not even show as skipped. probe: also asked by `ses-check probe`, which has no inspector. role: what the
    result counts for in the answer.
    asks_region: asks AWS or its SMTP endpoint in the target's region. rules_out_region: codes of causes that this check
    finds and that make it pointless to ask there: a finding of one of them skips every check that asks_region.
    """

    id: str
    gather: Gather
    judge: Judge
    needs: tuple[Need, ...] = ()
    deadline: float = CHECK_DEADLINE
    asked: Callable[[Options], bool] = _always
    asks_region: bool = False
    rules_out_region: frozenset[str] = frozenset()
    probe: bool = False
    role: Role = NO_ROLE

    @property
    def group(self) -> str:
        """config, aws, ses, dns or smtp."""
        return self.id.partition(".")[0]


async def run_checks(
    checks: Sequence[Check], context: Context[Any], *, deadline: float = RUN_DEADLINE, on_result: OnResult | None = None
) -> tuple[CheckResult, ...]:
    """Every check's result, in the order of `checks`. on_result: called with each result as soon as it is known.

    Returns within `deadline` seconds; a check that is not done by then is UNKNOWN. Cancelling leaves no task behind.
    """
    ends = time.monotonic() + deadline
    tasks: dict[str, asyncio.Task[CheckResult]] = {}
    try:
        for check in in_order(checks):
            before = {n.check: tasks[n.check] for n in check.needs if n.check in tasks}
            tasks[check.id] = asyncio.create_task(_run(check, context, before, ends, on_result), name=check.id)
        return tuple([await tasks[check.id] for check in checks])
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        await context.close()


async def _run(
    check: Check,
    context: Context[Any],
    before: Mapping[str, asyncio.Task[CheckResult]],
    ends: float,
    on_result: OnResult | None,
) -> CheckResult:
    for need in check.needs:
        if need.check in before:
            earlier = await asyncio.shield(before[need.check])
            if need.blocks(earlier):
                return _tell(_blocked(check, earlier), on_result)
    started = time.monotonic()
    allowed = max(0.0, min(check.deadline, ends - started))
    limit_time(started + allowed)
    incident = None
    try:
        async with asyncio.timeout(allowed):
            evidence = await check.gather(context)
        judgement = check.judge(context.target, evidence)
    except TimeoutError:
        judgement = Judgement(note=Note("reason.timeout", {"seconds": round(allowed, 1)}), unknown=True)
    except Exception:
        # The engine's broad except (one of four): a crash in a check makes it UNKNOWN, and the run goes on.
        incident = secrets.token_hex(4)
        log.exception("check crashed", extra={"check": check.id, "incident": incident})
        judgement = Judgement(note=Note("reason.crash", {"incident": incident}), unknown=True)
    ms = round((time.monotonic() - started) * 1000)
    return _tell(CheckResult(check.id, judgement.outcome, ms, judgement, None, incident, check.role), on_result)


def _blocked(check: Check, earlier: CheckResult) -> CheckResult:
    root = earlier.blocked_by or earlier.id
    # A check that is not configured gives its own reason to those that stand on it: it has not failed.
    reason = earlier.judgement.note if earlier.outcome is Outcome.SKIPPED else None
    judgement = Judgement(note=reason, skipped=True)
    return CheckResult(check.id, judgement.outcome, 0, judgement, blocked_by=root, role=check.role)


def _tell(result: CheckResult, on_result: OnResult | None) -> CheckResult:
    if on_result is not None:
        on_result(result)
    return result


def in_order(checks: Sequence[Check]) -> list[Check]:
    """The checks so that each comes after what it needs. Raises graphlib.CycleError (a ValueError) on a cycle."""
    return [check for step in in_steps(checks) for check in step]


def in_steps(checks: Sequence[Check]) -> list[list[Check]]:
    """The checks in steps: what a check needs is in the steps before its own. Within a step, in the order given.

    Needs that are not among the checks are left out. Raises graphlib.CycleError, a ValueError, on a cycle.
    """
    by_id = {check.id: check for check in checks}
    graph = {check.id: [need.check for need in check.needs if need.check in by_id] for check in checks}
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    steps = []
    while sorter.is_active():
        ready = frozenset(sorter.get_ready())
        steps.append([check for check in checks if check.id in ready])
        sorter.done(*ready)
    return steps
