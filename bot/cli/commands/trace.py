"""`ses-check trace`: what became of one mail."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.choosing import choose
from bot.cli.leaving import put
from bot.cli.options import ConfigOption, Format, LanguageOption, TargetName
from bot.cli.refusal import Refusal
from bot.cli.run_lookup import looked
from bot.cli.screen import screen
from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.core.model import Outcome
from bot.render import looks
from bot.render.json import report as json
from bot.request.lookups import parse_message_id
from bot.request.words import quote_back
from bot.settings import load_settings
from bot.words.catalogue import catalogue
from bot.words.message_trace import TraceReport, build_trace

_CODES = {Outcome.FAIL: 1, Outcome.UNKNOWN: 3, Outcome.SKIPPED: 3}


def trace(
    target: TargetName,
    message: Annotated[str, typer.Argument(metavar="MESSAGE-ID")],
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
    config: ConfigOption = None,
) -> int:
    """0 where nobody's mail failed, 1 where one did, 3 where there are no events."""
    choice = choose(target, config, language, load_settings())
    read = parse_message_id(message)
    if read is None:
        told = catalogue(choice.language)("request.message_id", word=quote_back(message), example=EXAMPLE_ID)
        raise Refusal(told, ("MESSAGE-ID",))
    known, region = read
    found = looked(lambda service: service.trace(choice.target, known, region))
    traced = build_trace(found, choice.language)
    put(_rendered(traced, output))
    return _CODES.get(traced.outcome, 0)


def _rendered(traced: TraceReport, output: Format) -> str:
    if output is Format.JSON:
        return json.dumped(looks.trace_json(traced)) + "\n"
    if output is Format.MARKDOWN:
        return looks.trace_markdown(traced)
    width, colours = screen()
    return looks.trace_text(traced, width=width, colours=colours)
