"""`ses-check check`: one target, one answer. Never opens the database."""

from __future__ import annotations

import asyncio
import secrets
import signal
from typing import Annotated

import typer

from bot.causes import all_causes
from bot.cli.choosing import choose
from bot.cli.confirming import confirm, once
from bot.cli.leaving import SIGNALLED, put
from bot.cli.live import Live
from bot.cli.options import ConfigOption, Format, Group, LanguageOption, Simulation, TargetName
from bot.cli.output import exit_code, rendered
from bot.cli.refusal import Refusal
from bot.core.diagnosis import diagnose
from bot.core.engine import RUN_DEADLINE
from bot.core.model import RunResult
from bot.core.options import Options
from bot.core.target import Target
from bot.request import SENDING
from bot.request_flags import UsageProblem, recipient
from bot.service import Service, check_ids
from bot.settings import load_settings
from bot.words.build import build_report, check_label
from bot.words.catalogue import Catalogue, catalogue
from bot.words.medium import Medium
from bot.words.ranking import ranking

LONGEST = 600.0
# For closing connections politely once the answer is out; whoever is slower is left behind.
GRACE = 0.3


def check(
    target: TargetName,
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
    only: Annotated[Group | None, typer.Option("--only", case_sensitive=False)] = None,
    to: Annotated[str, typer.Option("--to")] = "",
    send: Annotated[Simulation | None, typer.Option("--send", case_sensitive=False)] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=LONGEST)] = RUN_DEADLINE,
    config: ConfigOption = None,
    explain_ranking: Annotated[bool, typer.Option("--explain-ranking")] = False,
) -> int:
    """Check one target and print the answer."""
    choice = choose(target, config, language, load_settings())
    group = only.value if only else None
    say = catalogue(choice.language)
    options = _options(to, send, group, say)
    if options.simulate:
        confirm(choice.target, options.simulate, say, yes=yes)
    labels = [(check_id, check_label(check_id, choice.language)) for check_id in check_ids(group, options)]
    # The loop is not shut down as asyncio.run would: that waits for threads.
    loop = asyncio.new_event_loop()
    service = Service()
    live = Live(labels, say)
    task = loop.create_task(_run(service, choice.target, group, options, timeout, live))
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
    report = build_report(run, choice.language, Medium.SHELL)
    ranked = ranking(diagnose(run, all_causes()), choice.language) if explain_ranking else None
    put(rendered(report, output, ranked))
    loop.run_until_complete(_close(service))
    loop.close()
    return exit_code(report.verdict)


def _options(to: str, send: Simulation | None, group: str | None, say: Catalogue) -> Options:
    """As Slack's flags. Raises Refusal; a malformed address is not shown again."""
    known = recipient(to, "--to ") if to else ("", "")
    if isinstance(known, UsageProblem):
        raise Refusal(say(known.key, **known.values), ("--to",))
    if send and group not in (None, SENDING):
        told = say("request.send_group", only=f"--only {group}", send=f"--send {send.value}")
        raise Refusal(told, ("--send",))
    return Options(known[1], send.value if send else "")


async def _run(
    service: Service, target: Target, only: str | None, options: Options, deadline: float, live: Live
) -> RunResult:
    run_id = secrets.token_hex(4)
    # A process that is just starting loads some 100 ms of AWS's models: before the run, so that its deadline is its own.
    await service.warm(target)
    return await service.run(
        target, run_id=run_id, only=only, options=options, claim=once(), deadline=deadline, on_result=live.note
    )


async def _close(service: Service) -> None:
    try:
        async with asyncio.timeout(GRACE):
            await service.close()
    except TimeoutError:
        return
