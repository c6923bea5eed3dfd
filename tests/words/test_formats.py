"""Our two small readers read every file of ours as the well-known libraries do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt

from bot.languages import GUIDES, LOCALES
from bot.words.pofile import read_messages
from bot.words.text import Mark, Span, parse_markdown

PO_FILES = sorted(LOCALES.rglob("*.po"))
GUIDE_FILES = sorted(GUIDES.rglob("*.md"))
MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis"])


@pytest.mark.parametrize("path", PO_FILES, ids=lambda p: f"{p.parent.parent.name}-{p.stem}")
def test_a_po_file_is_read_as_babel_reads_it(path: Path) -> None:
    with path.open("rb") as file:
        expected = {m.id: m.string for m in read_po(file) if m.id and not m.fuzzy}
    assert dict(read_messages(path)) == expected
    assert expected


def test_a_fuzzy_string_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr "head"\n\n#, fuzzy\nmsgid "a"\nmsgstr "old"\n\nmsgid "b"\nmsgstr "one\\n"\n"two"\n', "utf-8"
    )
    assert list(read_messages(path)) == [("b", "one\ntwo")]


def test_what_our_files_never_use_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text('msgctxt "menu"\nmsgid "a"\nmsgstr "b"\n', "utf-8")
    with pytest.raises(ValueError, match="msgctxt"):
        list(read_messages(path))


def _by_library(markdown: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for block in MARKDOWN.parse(" ".join(markdown.split())):
        strong = False
        for token in block.children or ():
            if token.type in ("strong_open", "strong_close"):
                strong = token.type == "strong_open"
            elif token.content:
                mark = Mark.CODE if token.type == "code_inline" else Mark.STRONG if strong else Mark.PLAIN
                spans.append(Span(token.content, mark))
    return tuple(spans)


def _texts(path: Path) -> list[str]:
    head, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    parts = [
        part
        for value in yaml.safe_load(head).values()
        for part in (value.values() if isinstance(value, dict) else [value])
    ]
    return [text for text in (*parts, *body.split("\n\n")) if text and not text.startswith("## ")]


@pytest.mark.parametrize("path", GUIDE_FILES, ids=lambda p: f"{p.parent.parent.name}-{p.parent.name}-{p.stem}")
def test_a_guide_is_read_as_a_markdown_library_reads_it(path: Path) -> None:
    texts = _texts(path)
    assert texts
    for text in texts:
        assert parse_markdown(text).spans == _by_library(text)


def test_strong_text_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="partner"):
        parse_markdown("a **b")
