"""`ses-check demo`: the real bot in an offline world, with a page like Slack; or one scenario's answer."""

from __future__ import annotations

import asyncio
import difflib
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.demo import once as demo_once
from bot.cli.demo import page as demo_page
from bot.cli.leaving import put
from bot.cli.options import Format, LanguageOption, answer_language
from bot.cli.output import rendered
from bot.cli.refusal import Refusal
from bot.lab.lab import PORT
from bot.lab.scenarios import SCENARIOS
from bot.logs import to_stderr
from bot.shell import isolate
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.medium import Medium

FIRST = "healthy"


class DemoFormat(StrEnum):
    """How --once prints the answer; slack: the payloads that the bot sent, one JSON object a line."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SLACK = "slack"


def demo(
    scenario: Annotated[str, typer.Option("--scenario")] = FIRST,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = PORT,
    listing: Annotated[bool, typer.Option("--list")] = False,
    once: Annotated[bool, typer.Option("--once")] = False,
    output: Annotated[DemoFormat | None, typer.Option("--format", case_sensitive=False)] = None,
    language: LanguageOption = None,
) -> int:
    """List the scenarios, run one, or serve the page until Ctrl-C. Raises Refusal for what cannot be done."""
    spoken = answer_language(language)
    if listing:
        put("".join(f"{name}\n" for name in SCENARIOS))
        return 0
    if scenario not in SCENARIOS:
        raise _unknown(scenario, spoken)
    if output is not None and not once:
        raise Refusal(catalogue(spoken)("cli.demo.format"), ("--format",))
    isolate()
    to_stderr("ERROR")
    # The loop is not shut down as asyncio.run would: that waits for threads.
    loop = asyncio.new_event_loop()
    if not once:
        return loop.run_until_complete(demo_page.serve(scenario, port, spoken, language))
    if output is DemoFormat.SLACK:
        put("".join(f"{line}\n" for line in loop.run_until_complete(demo_once.payloads(scenario, language))))
        return 0
    run = loop.run_until_complete(demo_once.run(scenario))
    put(rendered(build_report(run, spoken, Medium.SHELL), Format(output.value if output else DemoFormat.TEXT)))
    return 0


def _unknown(given: str, language: str) -> Refusal:
    say = catalogue(language)
    near = difflib.get_close_matches(given.lower(), SCENARIOS, n=3)
    if near:
        return Refusal(say("cli.demo.scenario.near", given=given, near=", ".join(near)), ("--scenario",))
    return Refusal(say("cli.demo.scenario.unknown", given=given), ("--scenario",))
