"""`ses-check probe`: what can be checked from the machine that the application runs on, to be compared with another."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot.cli.one_run import LONGEST, carry_out
from bot.cli.options import ConfigOption, LanguageOption, OneOf
from bot.cli.output import print_answer
from bot.cli.without_file import EnvFileOption, FromOption, OptionalTarget, RegionOption, choose_or_make
from bot.compare.snapshot import take_snapshot
from bot.core.engine import RUN_DEADLINE
from bot.core.model import Outcome, RunResult
from bot.core.options import Options
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.service import PROBE
from bot.settings import load_settings
from bot.targets.from_env_file import Given
from bot.words.build import build_report
from bot.words.medium import Medium

_FOUND, _UNKNOWN = 1, 3
_FORMAT = OneOf(formats("snapshot"))


def probe(
    target: OptionalTarget = None,
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = DEFAULT_FORMAT,
    language: LanguageOption = None,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=LONGEST)] = RUN_DEADLINE,
    config: ConfigOption = None,
    env_file: EnvFileOption = None,
    region: RegionOption = "",
    sender: FromOption = "",
) -> int:
    """Run the probe. The exit code: 0 nothing found, 1 a cause was found, 3 a check is unknown."""
    given = Given(env_file, region=region, sender=sender)
    choice, _ = choose_or_make(target, given, config, language, load_settings())

    def show(run: RunResult) -> int:
        report = build_report(run, choice.language, Medium.SHELL)
        # A probe asks too little for a verdict.
        print_answer("snapshot", replace(report, snapshot=take_snapshot(run)), output)
        return _exit_code(run)

    return carry_out(choice.target, choice.language, show, only=PROBE, deadline=timeout, options=Options(probing=True))


def _exit_code(run: RunResult) -> int:
    if any(result.findings for result in run.results):
        return _FOUND
    return _UNKNOWN if any(result.outcome is Outcome.UNKNOWN for result in run.results) else 0
