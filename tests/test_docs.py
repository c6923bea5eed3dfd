"""The reference pages are what the causes and guides say today, and every link in them leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.causes import COMMON_FIELDS, all_causes
from bot.cli.commands.docs import docs
from bot.cli.refusal import Refusal
from bot.languages import LANGUAGES
from bot.render.docs.cause_pages import pages
from bot.words.build import title_of
from bot.words.template import fill
from bot.words.values import format_commands

FOLDER = Path(__file__).parent.parent / "docs" / "causes"
PAGES = pages()


def test_the_pages_are_current() -> None:
    written = {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in FOLDER.rglob("*.md")}
    assert set(written) == set(PAGES), "run ses-check docs"
    for name, text in PAGES.items():
        assert written[name] == text, f"{name} is old: run ses-check docs"


def test_every_link_between_pages_leads_to_an_anchor() -> None:
    for name, text in PAGES.items():
        links = re.findall(r"\]\(([^)<:]*?)(?:#([a-z_]+))?\)", text)
        assert links, name
        for path, anchor in links:
            there = (Path(name).parent / path) if path else Path(name)
            parts = [part for part in there.parts if part != ".."]
            target = "/".join(parts[1:] if ".." in there.parts else parts)
            assert target in PAGES, (name, path)
            if anchor:
                assert f'<a id="{anchor}"></a>' in PAGES[target], (name, path, anchor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_stands_in_the_index_and_on_its_page(language: str) -> None:
    index = PAGES[f"{language}/README.md"]
    for code, cause in all_causes().items():
        assert f"[`{code}`]({cause.area}.md#{cause.state})" in index
        page = PAGES[f"{language}/{cause.area}.md"]
        assert page.count(f'<a id="{cause.state}"></a>') == 1
        for text in cause.errors:
            assert f"`{text}`" in index
            assert f"`{text}`" in page


def test_a_page_shows_every_step_with_its_commands() -> None:
    for cause in all_causes().values():
        lines = {line.strip() for line in PAGES[f"en/{cause.area}.md"].splitlines()}
        raw = format_commands({}, cause.fields | COMMON_FIELDS)
        for step in cause.steps:
            for form, template in step.commands:
                # A console address stands in a line with its name.
                wanted = [] if form == "console" else fill(template, raw).splitlines()
                assert {line.strip() for line in wanted} <= lines, (cause.code, step.id, form)


def test_no_placeholder_becomes_markup() -> None:
    for name, text in PAGES.items():
        prose = re.sub(
            r"(`{3,})\n.*?\n *\1|`[^`\n]*`|<a id=\"[a-z_]+\"></a>|<!--.*?-->|\(<https:[^>]*>\)", "", text, flags=re.S
        )
        assert not re.search(r"(?<!\\)<", prose), name
        assert "{{" not in prose, name


@pytest.mark.parametrize("code", sorted(all_causes()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_title_needs_no_values(code: str, language: str) -> None:
    variant = "text" if "text" in all_causes()[code].variants else ""
    title = title_of(code, language, {}, variant)
    assert "<" not in title
    assert 8 <= len(title) <= 110


def test_the_command_writes_the_pages_and_takes_old_ones_away(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    old = tmp_path / "en" / "gone.md"
    old.write_text("old")
    kept = tmp_path / "notes.md"
    kept.write_text("mine")
    assert docs(output=tmp_path) == 0
    assert not old.exists()
    assert kept.read_text() == "mine"
    assert (tmp_path / "vi" / "smtp.md").read_text("utf-8") == PAGES["vi/smtp.md"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal):
        docs(output=tmp_path / "file")
