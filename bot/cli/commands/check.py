"""`ses-check check`: one target, one answer. Never opens the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.causes import all_causes
from bot.cli.choosing import choose
from bot.cli.confirming import confirm, once
from bot.cli.leaving import put, tell
from bot.cli.one_run import LONGEST, carry_out
from bot.cli.options import ConfigOption, Format, LanguageOption, TargetName
from bot.cli.output import exit_code, rendered
from bot.cli.refusal import WRONG, Refusal
from bot.core.engine import RUN_DEADLINE
from bot.core.model import RunResult
from bot.core.options import Options, Simulation
from bot.core.registry import Group
from bot.diagnosis.diagnose import diagnose
from bot.render import transcript as transcripts
from bot.request.check import SENDING
from bot.request.flags import UsageProblem, parse_address
from bot.settings import load_settings
from bot.words.build import build_report
from bot.words.catalogue import Catalogue, catalogue
from bot.words.medium import Medium
from bot.words.ranking import ranking
from bot.words.report import Report

# Standard output, as many programs have it.
_HERE = Path("-")


def check(
    target: TargetName,
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
    only: Annotated[Group | None, typer.Option("--only", case_sensitive=False)] = None,
    to: Annotated[str, typer.Option("--to")] = "",
    send: Annotated[Simulation | None, typer.Option("--send", case_sensitive=False)] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=LONGEST)] = RUN_DEADLINE,
    transcript: Annotated[Path | None, typer.Option("--transcript")] = None,
    config: ConfigOption = None,
    explain_ranking: Annotated[bool, typer.Option("--explain-ranking")] = False,
) -> int:
    """Check one target and print the answer."""
    choice = choose(target, config, language, load_settings())
    say = catalogue(choice.language)
    group = only.value if only else None
    options = _options(to, send, group, say)
    if transcript is not None:
        _may_be_written(transcript, output, say)
    if options.simulate:
        confirm(choice.target, options.simulate, say, yes=yes)

    def show(run: RunResult) -> int:
        report = build_report(run, choice.language, Medium.SHELL)
        ranked = ranking(diagnose(run, all_causes()), choice.language) if explain_ranking else None
        put(rendered(report, output, ranked))
        code = exit_code(report.verdict)
        return code if transcript is None else _written(transcript, report, say, code)

    return carry_out(choice.target, choice.language, show, only=group, deadline=timeout, options=options, claim=once())


def _options(to: str, send: Simulation | None, group: str | None, say: Catalogue) -> Options:
    """As Slack's flags. Raises Refusal; a malformed address is not shown again."""
    recipient = parse_address(to, "--to ") if to else ""
    if isinstance(recipient, UsageProblem):
        raise Refusal(say(recipient.key, **recipient.values), ("--to",))
    if send and group not in (None, SENDING):
        told = say("request.send_group", only=f"--only {group}", send=f"--send {send.value}")
        raise Refusal(told, ("--send",))
    return Options(recipient, send.value if send else "")


def _may_be_written(transcript: Path, output: Format, say: Catalogue) -> None:
    """Told before the run, not after it. Raises Refusal."""
    if transcript == _HERE:
        if output is Format.JSON:
            raise Refusal(say("cli.transcript.json"), ("--transcript",))
        return
    try:
        transcript.open("a", encoding="utf-8").close()
    except OSError as error:
        raise Refusal(_failed(transcript, error, say), ("--transcript",)) from error


def _written(transcript: Path, report: Report, say: Catalogue, code: int) -> int:
    text = transcripts.document(report)
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
