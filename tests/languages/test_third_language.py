"""Two new folders are a new language: everywhere, and without an edit of any other file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.languages.third import CODE, MARK, NAME, make_copy, run

ERROR = "535 Authentication Credentials Invalid"
TARGETS = f"""
[defaults]
language = "{CODE}"

[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"

[targets.english]
region = "eu-central-1"
from = "noreply@example.com"
language = "en"
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_copy(tmp_path_factory.mktemp("third"))


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), "xx-YY", "thirdish", NAME])
def test_the_option_lang_knows_it(copy: Path, typed: str) -> None:
    done = run(copy, "bot", "explain", ERROR, "--lang", typed, "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["language"] == CODE
    assert done.stdout.count(MARK) > 3


@pytest.mark.parametrize("name", ["LANG", "LC_MESSAGES", "LC_ALL"])
def test_the_shell_s_locale_knows_it(copy: Path, name: str) -> None:
    done = run(copy, "bot", "explain", "--help", **{name: "xx_YY.UTF-8"})
    assert done.stdout.endswith(f"{MARK}\n")
    assert "(en, vi, xx)" in done.stdout


def test_a_mistake_names_it_among_the_choices(copy: Path) -> None:
    for command in (("explain", ERROR), ("init", "--output", "x.toml")):
        done = run(copy, "bot", *command, "--lang", "yy")
        assert done.returncode == 2
        assert "en, vi, xx" in done.stderr
    (copy / "mistaken.toml").write_text(TARGETS.replace(f'"{CODE}"', '"xxx"'), "utf-8")
    done = run(copy, "bot", "targets", "--config", "mistaken.toml")
    assert done.returncode == 2
    assert "en, vi, xx" in done.stderr + done.stdout


def test_its_help_words_ask_for_help(copy: Path) -> None:
    pages = [run(copy, "bot", *typed).stdout for typed in (("help",), ("hjälp", "mig"), ("HJALP",), ("trợ giúp",))]
    assert set(pages) == {pages[0]}
    assert "Usage: ses-check COMMAND" in pages[0]


def test_the_targets_file_knows_it(copy: Path) -> None:
    (copy / "ses-check.toml").write_text(TARGETS, "utf-8")
    assert MARK in run(copy, "bot", "policy", "prod").stderr
    assert MARK not in run(copy, "bot", "policy", "english").stderr
    assert MARK in run(copy, "bot", "policy", "english", "--lang", CODE).stderr
    (copy / "ses-check.toml").write_text(
        TARGETS.replace(f'"{CODE}"', '"vi"').replace('language = "en"', f'language = "{CODE}"'), "utf-8"
    )
    assert MARK in run(copy, "bot", "policy", "english").stderr
    assert MARK not in run(copy, "bot", "policy", "prod").stderr


def test_its_starter_file_and_its_reference_pages_are_written(copy: Path, tmp_path: Path) -> None:
    assert MARK in run(copy, "bot", "init", "--lang", CODE, "--output", str(tmp_path / "started.toml")).stderr
    assert MARK in (tmp_path / "started.toml").read_text("utf-8")
    run(copy, "bot", "docs", "--output", str(tmp_path / "pages"))
    assert MARK in (tmp_path / "pages" / CODE / "smtp.md").read_text("utf-8")
    english = (tmp_path / "pages" / "en" / "smtp.md").read_text("utf-8")
    assert f"[Tiếng Việt](../vi/smtp.md) · [{NAME}](../{CODE}/smtp.md)" in english


def test_dates_and_numbers_are_written_as_its_folder_says(copy: Path) -> None:
    (copy / "formats.py").write_text(
        "from datetime import date\n"
        "from bot.words.values import format_day, format_moment, format_number\n"
        f"print(format_moment('2026-11-21T10:05:00+07:00', '{CODE}'), format_day(date(2026, 3, 4), '{CODE}'),"
        f" format_number(1234.5, '{CODE}'), sep='|')\n",
        "utf-8",
    )
    assert run(copy, "formats").stdout == "2026/11/21 at 03:05 UTC|03/04|1.234,5\n"


def test_slack_knows_it(copy: Path) -> None:
    """Runs tests/handlers/in_a_third_language.py there."""
    done = run(
        copy, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/handlers/in_a_third_language.py"
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
