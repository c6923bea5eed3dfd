"""Every option of every command stands on its help page, in both languages."""

from __future__ import annotations

import importlib
import importlib.util

import pytest
import typer
from typer.main import get_command

from bot.cli.dispatch import COMMANDS, QUICK
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue

# Those that read their own options have tests of their own.
WRITTEN = [
    name for name, path in COMMANDS.items() if name not in QUICK and importlib.util.find_spec(path.partition(":")[0])
]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_option_stands_on_the_help_page(name: str) -> None:
    module, _, function = COMMANDS[name].partition(":")
    app = typer.Typer(add_completion=False)
    app.command(context_settings={"help_option_names": []})(getattr(importlib.import_module(module), function))
    for parameter in get_command(app).params:
        typed = max(parameter.opts, key=len) if parameter.param_type_name == "option" else parameter.name.upper()
        for language in LANGUAGES:
            assert typed in catalogue(language).strings[f"cli.{name}.page"], (typed, language)
