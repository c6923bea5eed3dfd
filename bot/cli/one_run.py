"""One run on the command line: drawn while it lasts, stopped by a signal, shown as soon as it is over."""

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
# For closing connections politely once the answer is out; whoever is slower is left behind.
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
    """Run the checks and hand the result to `show`, whose exit code it is; the signal's where one stopped the run."""
    labels = [(check_id, check_label(check_id, language)) for check_id in check_ids(only, options)]
    # The loop is not shut down as asyncio.run would: that waits for threads.
    loop = asyncio.new_event_loop()
    service = Service()
    live = Live(labels, catalogue(language))
    task = loop.create_task(_run(service, target, only, deadline, options, claim, live))
    stopped: list[int] = []

    def stop(number: int) -> None:
        stopped.append(number)
        task.cancel()

    # Before anything is drawn: whatever stops the run, the terminal gets its cursor back, and no task is left behind.
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
    # A process that is just starting loads some 100 ms of AWS's models: before the run, so that its deadline is its own.
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
