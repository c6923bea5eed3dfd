"""Every mistake has its sentence in every language, and no sentence is without its mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.errors import Mistake
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from bot.words.mistakes import describe_mistake

_BOT = Path(__file__).parents[2] / "bot"
_SOURCES = (
    _BOT / "settings.py",
    _BOT / "app.py",
    *sorted((_BOT / "targets").glob("*.py")),
    *sorted((_BOT.parent / "handlers").rglob("*.py")),
)
_KEYS = {key for path in _SOURCES for key in re.findall(r'"(config\.[a-z_0-9]+)"', path.read_text())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_those_that_the_code_needs(language: str) -> None:
    worded = {key for key in catalogue(language).keys if key.startswith("config.")}
    assert worded - {key for key in worded if key.endswith(".near")} == _KEYS
    assert {key.removesuffix(".near") for key in worded} == _KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_near_name_is_named_where_there_is_one(language: str) -> None:
    mistake = Mistake("targets.prod.region", "config.region", "prod", near="eu-central-1")
    line = describe_mistake(mistake, language)
    assert "targets.prod.region" in line
    assert "eu-central-1" in line
    without = describe_mistake(Mistake("targets.prod.region", "config.region", "prod"), language)
    assert "  " not in without
    assert "{{" not in without


def test_the_two_languages_differ() -> None:
    mistake = Mistake("x", "config.missing")
    assert describe_mistake(mistake, "en") == "x: is missing."
    assert describe_mistake(mistake, "vi") == "x: bắt buộc nhưng còn thiếu."
