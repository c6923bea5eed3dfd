"""`ses-check trace`: the events of one mail."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.choosing import choose
from bot.cli.options import ConfigOption, LanguageOption, OneOf, TargetName
from bot.cli.output import print_answer
from bot.cli.refusal import Refusal
from bot.cli.run_lookup import run_lookup
from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.core.model import Outcome
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.request.lookups import parse_message_id
from bot.request.words import quote_back
from bot.settings import load_settings
from bot.words.catalogue import catalogue
from bot.words.message_trace import build_trace

_FORMAT = OneOf(formats("trace"))
_CODES = {Outcome.FAIL: 1, Outcome.UNKNOWN: 3, Outcome.SKIPPED: 3}


def trace(
    target: TargetName,
    message: Annotated[str, typer.Argument(metavar="MESSAGE-ID")],
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = DEFAULT_FORMAT,
    language: LanguageOption = None,
    config: ConfigOption = None,
) -> int:
    """Trace one mail. The exit code: 0 no recipient failed, 1 one did, 3 there are no events."""
    choice = choose(target, config, language, load_settings())
    read = parse_message_id(message)
    if read is None:
        told = catalogue(choice.language)("request.message_id", word=quote_back(message), example=EXAMPLE_ID)
        raise Refusal(told, ("MESSAGE-ID",))
    known, region = read
    found = run_lookup(lambda service: service.trace(choice.target, known, region))
    report = build_trace(found, choice.language)
    print_answer("trace", report, output)
    return _CODES.get(report.outcome, 0)
