"""`ses-check regions`: in which regions a domain is verified, and the state of the account there."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.choosing import choose
from bot.cli.options import ConfigOption, LanguageOption, OneOf, TargetName
from bot.cli.output import print_answer
from bot.cli.refusal import Refusal
from bot.cli.run_lookup import run_lookup
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.request.lookups import parse_identity
from bot.request.words import quote_back
from bot.settings import load_settings
from bot.words.catalogue import catalogue
from bot.words.region_survey import build_survey

_FORMAT = OneOf(formats("regions"))
_CODES = {True: 0, False: 1, None: 3}


def regions(
    target: TargetName,
    domain: Annotated[str, typer.Argument(metavar="DOMAIN")] = "",
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = DEFAULT_FORMAT,
    language: LanguageOption = None,
    config: ConfigOption = None,
) -> int:
    """Survey the regions. The exit code: 0 verified in the target's region, 1 not verified there, 3 unknown."""
    choice = choose(target, config, language, load_settings())
    about = parse_identity(domain)
    if domain and not about:
        raise Refusal(catalogue(choice.language)("cli.identity", given=quote_back(domain)), ("DOMAIN",))
    found = run_lookup(lambda service: service.survey(choice.target, about))
    report = build_survey(found, choice.language)
    print_answer("regions", report, output)
    return _CODES[report.good]
