"""`ses-check regions`: in which regions a domain is verified, and how the account stands there."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.choosing import choose
from bot.cli.leaving import put
from bot.cli.options import ConfigOption, Format, LanguageOption, TargetName
from bot.cli.refusal import Refusal
from bot.cli.run_lookup import looked
from bot.cli.screen import screen
from bot.render import looks
from bot.render.json import report as json
from bot.request.lookups import parse_identity
from bot.request.words import quote_back
from bot.settings import load_settings
from bot.words.catalogue import catalogue
from bot.words.region_survey import SurveyReport, build_survey

_CODES = {True: 0, False: 1, None: 3}


def regions(
    target: TargetName,
    domain: Annotated[str, typer.Argument(metavar="DOMAIN")] = "",
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
    config: ConfigOption = None,
) -> int:
    """0 verified where the target sends from, 1 not, 3 unknown."""
    choice = choose(target, config, language, load_settings())
    about = parse_identity(domain)
    if domain and not about:
        raise Refusal(catalogue(choice.language)("cli.identity", given=quote_back(domain)), ("DOMAIN",))
    found = looked(lambda service: service.survey(choice.target, about))
    surveyed = build_survey(found, choice.language)
    put(_rendered(surveyed, output))
    return _CODES[surveyed.good]


def _rendered(surveyed: SurveyReport, output: Format) -> str:
    if output is Format.JSON:
        return json.dumped(looks.survey_json(surveyed)) + "\n"
    if output is Format.MARKDOWN:
        return looks.survey_markdown(surveyed)
    width, colours = screen()
    return looks.survey_text(surveyed, width=width, colours=colours)
