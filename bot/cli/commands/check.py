"""`ses-check check`: checks one target. It never opens the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.causes import all_causes
from bot.cli.confirming import claim_once, confirm
from bot.cli.leaving import put, tell
from bot.cli.one_run import LONGEST, carry_out
from bot.cli.options import ConfigOption, LanguageOption, OneOf
from bot.cli.output import print_answer
from bot.cli.refusal import WRONG, Refusal
from bot.cli.without_file import (
    EnvFileOption,
    FromOption,
    OptionalTarget,
    ProfileOption,
    RegionOption,
    RoleOption,
    choose_or_make,
    write_settings,
)
from bot.core.engine import RUN_DEADLINE
from bot.core.model import RunResult, Verdict
from bot.core.options import Options, Simulation
from bot.core.registry import Group
from bot.diagnosis.diagnose import diagnose
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.render.timings import write_timings
from bot.render.transcript import write_transcript
from bot.request.check import SENDING
from bot.request.flags import UsageProblem, parse_address
from bot.settings import load_settings
from bot.targets.from_env_file import Given
from bot.words.build import build_report
from bot.words.catalogue import Catalogue, catalogue
from bot.words.medium import Medium
from bot.words.ranking import build_ranking
from bot.words.report import Report

# Standard output, as in many programs.
_HERE = Path("-")
_FORMAT = OneOf(formats("report"))
_CODES = {Verdict.YES: 0, Verdict.NO: 1, Verdict.AT_RISK: 1, Verdict.UNKNOWN: 3}


def check(
    target: OptionalTarget = None,
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = DEFAULT_FORMAT,
    language: LanguageOption = None,
    only: Annotated[Group | None, typer.Option("--only", case_sensitive=False)] = None,
    to: Annotated[str, typer.Option("--to")] = "",
    send: Annotated[Simulation | None, typer.Option("--send", case_sensitive=False)] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=LONGEST)] = RUN_DEADLINE,
    transcript: Annotated[Path | None, typer.Option("--transcript")] = None,
    config: ConfigOption = None,
    details: Annotated[bool, typer.Option("--details")] = False,
    explain_ranking: Annotated[bool, typer.Option("--explain-ranking")] = False,
    timings: Annotated[bool, typer.Option("--timings")] = False,
    env_file: EnvFileOption = None,
    profile: ProfileOption = "",
    region: RegionOption = "",
    sender: FromOption = "",
    role_arn: RoleOption = "",
) -> int:
    """Check one target and print the answer. The exit code: 0 can send, 1 cannot or at risk, 3 unknown."""
    given = Given(env_file, profile, region, sender, role_arn)
    choice, found = choose_or_make(target, given, config, language, load_settings())
    say = catalogue(choice.language)
    options = _options(to, send, only, say)
    if transcript is not None:
        _refuse_unwritable(transcript, output, say)
    if options.simulate:
        confirm(choice.target, options.simulate, say, yes=yes)

    if found is not None and output == DEFAULT_FORMAT:
        put(write_settings(found, say))

    def show(run: RunResult) -> int:
        report = build_report(run, choice.language, Medium.SHELL)
        if explain_ranking:
            report = replace(report, ranking=build_ranking(diagnose(run, all_causes()), choice.language))
        print_answer("report", report, output, details=details or explain_ranking)
        if timings:
            tell(write_timings(report).rstrip())
        code = _CODES[report.verdict]
        return code if transcript is None else _print_transcript(transcript, report, say, code)

    return carry_out(
        choice.target, choice.language, show, only=only, deadline=timeout, options=options, claim=claim_once()
    )


def _options(to: str, send: Simulation | None, group: str | None, say: Catalogue) -> Options:
    """The options of the run. Raises Refusal, which does not repeat a malformed address."""
    recipient = parse_address(to, "--to ") if to else ""
    if isinstance(recipient, UsageProblem):
        raise Refusal(say(recipient.key, **recipient.values), ("--to",))
    if send and group not in (None, SENDING):
        told = say("request.send_group", only=f"--only {group}", send=f"--send {send}")
        raise Refusal(told, ("--send",))
    return Options(recipient, send or "")


def _refuse_unwritable(transcript: Path, output: str, say: Catalogue) -> None:
    """Raise Refusal, before the run, where the transcript could not be written after it."""
    if transcript == _HERE:
        if output == "json":
            raise Refusal(say("cli.transcript.json"), ("--transcript",))
        return
    try:
        transcript.open("a", encoding="utf-8").close()
    except OSError as error:
        raise Refusal(_failed(transcript, error, say), ("--transcript",)) from error


def _print_transcript(transcript: Path, report: Report, say: Catalogue, code: int) -> int:
    text = write_transcript(report)
    if not text:
        tell(say("cli.transcript.none"))
    if transcript == _HERE:
        put(f"\n{text}" if text else "")
        return code
    try:
        transcript.write_text(text, encoding="utf-8")
    except OSError as error:
        tell(_failed(transcript, error, say))
        return WRONG
    return code


def _failed(transcript: Path, error: OSError, say: Catalogue) -> str:
    return say("cli.transcript.failed", file=str(transcript), detail=error.strerror or str(error))
