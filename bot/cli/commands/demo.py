"""`ses-check demo`: runs the real bot offline, with a page like Slack; or prints the answer to one scenario."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.cli.demo.once import collect_payloads, run_scenario
from bot.cli.demo.page import serve_page
from bot.cli.demo.scenario import refuse_unknown
from bot.cli.leaving import put
from bot.cli.options import LanguageOption, OneOf, answer_language
from bot.cli.output import print_answer
from bot.cli.refusal import Refusal
from bot.lab.lab import PORT
from bot.lab.scenarios import SCENARIOS
from bot.logs import log_to_stderr
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.shell import isolate
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.medium import Medium

FIRST = "smtp-wrong-region"
# The payloads that the bot sends to Slack, one JSON object a line.
_SLACK = "slack"
_FORMAT = OneOf((*formats("report"), _SLACK))


def demo(
    scenario: Annotated[str, typer.Option("--scenario")] = FIRST,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = PORT,
    listing: Annotated[bool, typer.Option("--list")] = False,
    once: Annotated[bool, typer.Option("--once")] = False,
    output: Annotated[str | None, _FORMAT, typer.Option("--format", parser=_FORMAT)] = None,
    language: LanguageOption = None,
    details: Annotated[bool, typer.Option("--details")] = False,
) -> int:
    """List the scenarios, run one, or serve the page until Ctrl-C. Raises Refusal for what cannot be done."""
    spoken = answer_language(language)
    if listing:
        width = max(map(len, SCENARIOS))
        put("".join(f"{name:<{width}}  {one.summary(spoken)}\n" for name, one in SCENARIOS.items()))
        return 0
    refuse_unknown(scenario, spoken)
    for option, given in (("--format", output is not None), ("--details", details)):
        if given and not once:
            raise Refusal(catalogue(spoken)("cli.demo.format", option=option), (option,))
    isolate()
    log_to_stderr("ERROR")
    # asyncio.run would wait for threads at the end, such as those that still wait for AWS.
    loop = asyncio.new_event_loop()
    if not once:
        return loop.run_until_complete(serve_page(scenario, port, spoken, language))
    if output == _SLACK:
        put("".join(f"{line}\n" for line in loop.run_until_complete(collect_payloads(scenario, language))))
        return 0
    run = loop.run_until_complete(run_scenario(scenario))
    print_answer("report", build_report(run, spoken, Medium.SHELL), output or DEFAULT_FORMAT, details=details)
    return 0
