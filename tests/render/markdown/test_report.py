"""A Markdown parser reads the answer back: no value becomes markup, and commands are blocks of code."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.render.markdown.report import render
from bot.words.report import Command
from tests.render.samples import DERIVE, RETIRE, advice, generic, report, step, unsure, wrong_region

HOSTILE = [
    "<script>",
    "[x](http://evil.example.com)",
    "**b**",
    "`",
    "```",
    "# h",
    "| a |",
    "1. x",
    "&lt;",
    "a_b_c",
    "\n",
]


def _html(text: str) -> str:
    return str(MarkdownIt("commonmark").render(text))


def test_headings_steps_and_commands() -> None:
    html = _html(render(report()))
    assert html.startswith("<h1>CAN SEND: NO - The SMTP password belongs to us-east-1")
    assert DERIVE.replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;") in html
    assert RETIRE in html
    assert html.count("<ol>") == 1
    assert "(stops whatever still uses it)" in html


def test_the_generic_answer_lists_what_is_possible_and_ruled_out() -> None:
    text = render(generic("vi"))
    for words in ("Còn có thể là", "Đã loại trừ", "Chỉ kiểm tra nhóm SMTP"):
        assert words in text
    assert "`ses:GetAccount` bị từ chối" in render(unsure("vi"))


def test_a_fence_is_longer_than_what_it_holds() -> None:
    root = replace(wrong_region(), fix=(step("a", "Do it.", Command("cli", "echo '````'")),))
    assert "   `````\n   echo '````'\n   `````" in render(replace(report(), roots=(root,)))


def test_a_second_root_has_its_own_heading() -> None:
    text = render(replace(report(), roots=(wrong_region(), advice("a.b", "Another thing", "Because."))))
    assert "\n## Another thing\n" in text


@given(st.lists(st.sampled_from(HOSTILE), max_size=5).map(" ".join))
def test_values_stay_text(nasty: str) -> None:
    plain = replace(report(), roots=(), symptoms=(), checks=report().checks[:1], headline="H")
    html = _html(render(replace(plain, repairs=(f"a {nasty} b",))))
    assert html.count("<li>") == 2
    assert html.count("<h") == 2
    for tag in ("<script", "<a ", "<table", "<ol", "<pre", "<em>"):
        assert tag not in html
