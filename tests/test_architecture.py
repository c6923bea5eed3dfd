"""docs/architecture.md is true: its layers are the import contract's, its paths exist, its examples hold what they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.render.formats import formats
from bot.request.commands import COMMANDS
from bot.service import CHECKS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
_PATH = re.compile(r"`((?:bot|handlers|tests|docs)/[\w./-]+)`|`(manifest\.yml|pyproject\.toml)`")


def _section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_every_path_exists() -> None:
    named = {match[1] or match[2] for match in _PATH.finditer(PAGE)}
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_the_layers_are_those_of_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert f"\n    {' > '.join(layers)}\n" in PAGE


def test_the_glossary_has_about_twenty_words_each_once() -> None:
    words = re.findall(r"^\| ([a-z ]+) \|", _section("Glossary"), re.MULTILINE)
    assert 18 <= len(words) - 1 <= 24
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("title", "path", "part"),
    [
        ("Add a check", "bot/checks/ses/reputation.py", 'Check("ses.reputation", gather, judge'),
        ("Add a check", "bot/locales/en/LC_MESSAGES/sending.po", "check.ses.reputation"),
        ("Add a check", "bot/locales/vi/LC_MESSAGES/sending.po", "check.ses.reputation"),
        ("Add a check", "tests/checks/ses/test_reputation.py", "bot.checks.ses.reputation"),
        ("Add a cause", "bot/causes/reputation.toml", "[bounce_high]"),
        ("Add a cause", "bot/locales/en/LC_MESSAGES/causes.po", "cause.reputation.bounce_high"),
        ("Add a cause", "bot/checks/ses/reputation.py", "reputation.bounce_high"),
        ("Add a cause", "tests/checks/ses/test_reputation.py", "reputation.bounce_high"),
        ("Add a cause", "bot/lab/scenarios/reputation.py", "reputation.bounce_high"),
        ("Add a command", "bot/request/commands.py", "/ses-regions"),
        ("Add a command", "handlers/lookup/regions.py", "/ses-regions"),
        ("Add a command", "handlers/routes.py", "REGIONS"),
        ("Add a command", "manifest.yml", "/ses-regions"),
        ("Add a command", "bot/locales/en/LC_MESSAGES/looks.po", "cli.regions.page"),
        ("Add a command", "bot/cli/commands/regions.py", "def regions("),
        ("Add an output", "bot/render/markdown/__init__.py", "FORMAT = "),
    ],
)
def test_an_example_stands_where_the_page_says(title: str, path: str, part: str) -> None:
    assert f"`{path}`" in _section(title) or path.replace("/en/", "/vi/") in _section(title)
    assert part in (ROOT / path).read_text("utf-8")


def test_nothing_else_in_the_code_names_the_example_check() -> None:
    """A check is four files: one that another module has to name is no longer added by them alone."""
    named = [
        p
        for folder in ("bot", "handlers")
        for p in (ROOT / folder).rglob("*.py")
        if '"ses.reputation"' in p.read_text("utf-8")
    ]
    assert [str(p.relative_to(ROOT)) for p in named if "version_1" not in p.name] == ["bot/checks/ses/reputation.py"]


def test_the_registries_that_the_page_says_nobody_edits_find_the_examples() -> None:
    assert "ses.reputation" in {check.id for check in CHECKS}
    assert "/ses-regions" in {command.name for command in COMMANDS}
    assert "markdown" in formats("report")
    assert set(LANGUAGES) == {path.name for path in (ROOT / "bot" / "guides").iterdir() if path.is_dir()}
