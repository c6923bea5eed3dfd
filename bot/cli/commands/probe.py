"""`ses-check probe`: what the application's own place can tell, to be compared with what another place sees."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.choosing import choose
from bot.cli.leaving import put
from bot.cli.one_run import LONGEST, carry_out
from bot.cli.options import ConfigOption, Format, LanguageOption, TargetName
from bot.cli.output import rendered
from bot.compare.snapshot import take_snapshot
from bot.core.engine import RUN_DEADLINE
from bot.core.model import Outcome, RunResult
from bot.core.options import Options
from bot.render.json import snapshot as seen_object
from bot.service import PROBE
from bot.settings import load_settings
from bot.words.build import build_report
from bot.words.medium import Medium

_FOUND, _UNKNOWN = 1, 3


class ProbeFormat(StrEnum):
    """How what was seen is printed."""

    TEXT = "text"
    JSON = "json"


def probe(
    target: TargetName,
    output: Annotated[ProbeFormat, typer.Option("--format", case_sensitive=False)] = ProbeFormat.TEXT,
    language: LanguageOption = None,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=LONGEST)] = RUN_DEADLINE,
    config: ConfigOption = None,
) -> int:
    """0 nothing wrong from here, 1 something is, 3 something could not be looked at."""
    choice = choose(target, config, language, load_settings())

    def show(run: RunResult) -> int:
        if output is ProbeFormat.JSON:
            put(seen_object.dumped(take_snapshot(run)))
        else:
            put(rendered(build_report(run, choice.language, Medium.SHELL), Format.TEXT))
        return _exit_code(run)

    return carry_out(choice.target, choice.language, show, only=PROBE, deadline=timeout, options=Options(probing=True))


def _exit_code(run: RunResult) -> int:
    if any(result.findings for result in run.results):
        return _FOUND
    return _UNKNOWN if any(result.outcome is Outcome.UNKNOWN for result in run.results) else 0
