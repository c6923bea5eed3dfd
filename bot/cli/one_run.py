"""Runs checks on the command line: shows the progress, stops on a signal, prints the answer at the end."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import Callable

from bot.cli.leaving import SIGNALLED
from bot.cli.live import Live
from bot.core.model import RunResult
from bot.core.options import Claim, Options, never
from bot.core.target import Target
from bot.service import PROBE, Service, check_ids
from bot.words.build import check_label
from bot.words.catalogue import catalogue

LONGEST = 600.0
# Seconds for closing connections once the answer is printed. What takes longer is not waited for.
GRACE = 0.3


def carry_out(
    target: Target,
    language: str,
    show: Callable[[RunResult], int],
    *,
    only: str | None,
    deadline: float,
    options: Options | None = None,
    claim: Claim = never,
) -> int:
    """Run the checks and pass the result to `show`. Returns its exit code, or that of the signal that stopped the run."""
    labels = [(check_id, check_label(check_id, language)) for check_id in check_ids(only, options)]
    # asyncio.run would wait for threads at the end, such as those that still wait for AWS.
    loop = asyncio.new_event_loop()
    service = Service()
    live = Live(labels, catalogue(language))
    task = loop.create_task(_run(service, target, only, deadline, options, claim, live))
    stopped: list[int] = []

    def stop(number: int) -> None:
        stopped.append(number)
        task.cancel()

    # Set before anything is drawn: a signal cancels the task, and the terminal gets its cursor back.
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    try:
        with live:
            run = loop.run_until_complete(task)
    except asyncio.CancelledError:
        return SIGNALLED + stopped[0]
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)
    code = show(run)
    loop.run_until_complete(_close(service))
    loop.close()
    return code


async def _run(
    service: Service,
    target: Target,
    only: str | None,
    deadline: float,
    options: Options | None,
    claim: Claim,
    live: Live,
) -> RunResult:
    run_id = secrets.token_hex(4)
    # Loads AWS's models, about 100 ms, before the run, so that they take nothing of its deadline.
    await service.warm(target, inspecting=only != PROBE)
    return await service.run(
        target, run_id=run_id, only=only, options=options, claim=claim, deadline=deadline, on_result=live.note
    )


async def _close(service: Service) -> None:
    try:
        async with asyncio.timeout(GRACE):
            await service.close()
    except TimeoutError:
        return
