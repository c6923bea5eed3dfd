"""Every option of every subcommand stands on its help page, in every language."""

from __future__ import annotations

import pytest
import typer
from typer.main import get_command

from bot.cli.dispatch import COMMANDS, help_page, load_command, parses_itself
from bot.languages import LANGUAGES
from bot.render.formats import formats
from bot.words.catalogue import catalogue

# Those that parse their own options have tests of their own.
PARSED_BY_TYPER = [name for name in COMMANDS if not parses_itself(load_command(name))]


@pytest.mark.parametrize("name", PARSED_BY_TYPER)
def test_every_option_stands_on_the_help_page(name: str) -> None:
    app = typer.Typer(add_completion=False)
    app.command(context_settings={"help_option_names": []})(getattr(load_command(name), name))
    for parameter in get_command(app).params:
        typed = max(parameter.opts, key=len) if parameter.param_type_name == "option" else parameter.name.upper()
        for language in LANGUAGES:
            assert typed in help_page(name, catalogue(language)), (typed, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_page_lists_the_languages_and_formats_that_there_are(language: str) -> None:
    page = help_page("check", catalogue(language))
    assert f"({', '.join(LANGUAGES)})" in page
    assert f" {', '.join(formats('report'))} (text)" in page
    assert "text, json (text)" in help_page("probe", catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_names_every_subcommand(language: str) -> None:
    listed = {row.split()[0] for row in catalogue(language)("cli.page").splitlines() if row.startswith("  ")}
    assert set(COMMANDS) <= listed
