"""The Vietnamese documentation has the structure of the English one: what is added to one is missed in the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.languages import DEFAULT, LANGUAGES, fold

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/slack.md", "docs/configuration.md", "docs/deploy.md", "docs/security.md")
_CELL_END = re.compile(r"(?<!\\)\|")
TRANSLATED = [(page, language) for page in PAGES for language in LANGUAGES if language != DEFAULT]


def _translation(page: str, language: str) -> Path:
    return ROOT / "docs" / language / Path(page).name


def _code(text: str) -> list[str]:
    """The blocks of code: fenced ones, and lines that are indented by four or more."""
    fenced = re.findall(r"```.*?```", text, re.DOTALL)
    rest = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return [*fenced, *(line for line in rest.splitlines() if line.startswith("    "))]


def _structure(text: str) -> list[str]:
    """One word for each heading, with its level, list item, row of a table with its number of cells, and paragraph."""
    rest = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    kinds = []
    for line in rest.splitlines():
        if line.startswith("#"):
            kinds.append(f"heading {len(line) - len(line.lstrip('#'))}")
        elif line.startswith("|"):
            kinds.append(f"row {len(_CELL_END.findall(line)) - 1}")
        elif re.match(r"\d+\. |- ", line):
            kinds.append("item")
        elif line.strip() and not line.startswith("    "):
            kinds.append("paragraph")
    return kinds


@pytest.mark.parametrize(("page", "language"), TRANSLATED)
def test_structure_and_code_are_the_same(page: str, language: str) -> None:
    original, translated = (ROOT / page).read_text("utf-8"), _translation(page, language).read_text("utf-8")
    assert _structure(translated) == _structure(original)
    assert _code(translated) == _code(original)
    first_cells = [re.findall(r"(?m)^\| (`[^|]*`) \|", text) for text in (original, translated)]
    assert first_cells[0] == first_cells[1]
    assert translated != original and fold(translated) != translated.casefold()


@pytest.mark.parametrize("page", [*PAGES, *(str(_translation(p, lang).relative_to(ROOT)) for p, lang in TRANSLATED)])
def test_every_link_to_a_file_leads_to_one(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    targets = [target for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in target]
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []


@pytest.mark.parametrize(("page", "language"), TRANSLATED)
def test_each_page_names_its_translation(page: str, language: str) -> None:
    link = _translation(page, language).relative_to((ROOT / page).parent)
    assert f"]({link})" in (ROOT / page).read_text("utf-8")
