"""No value becomes markup, and lines split without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.slack.mrkdwn import Piece, code, fence, fences, link, prose, raw, render, split, strong, user
from bot.words.text import parse_markdown


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("<!channel> look", "&lt;!channel&gt; look"),
        ("the key `AKIAIOSFODNN7EXAMPLE` is old", "the key `AKIAIOSFODNN7EXAMPLE` is old"),
        ("one ` alone", "one ˋ alone"),
        ("arn:aws:iam::111122223333:user/x exists", "`arn:aws:iam::111122223333:user/x` exists"),
        ("see http://evil.example.com now", "see `http://evil.example.com` now"),
        (":tada: *b* _i_ ~s~ www.example.com", "`:tada:` `*b*` `_i_` `~s~` `www.example.com`"),
        ("my_config_set at 20:05", "my_config_set at 20:05"),
        ("a\x00b\x1b[31m\u202ec", "ab[31mc"),
    ],
)
def test_prose(sentence: str, shown: str) -> None:
    assert render(prose(sentence)) == shown


def test_bold_leaves_code_and_outer_blanks_alone() -> None:
    assert render(strong(parse_markdown("The key `a` is **old** now"))) == "*The key* `a` *is* *old* *now*"


@pytest.mark.parametrize(
    ("value", "shown"), [("a`b`c", "`aˋbˋc`"), ("<a>", "`&lt;a&gt;`"), ("a\nb", "`a b`"), ("  ", "  ")]
)
def test_code(value: str, shown: str) -> None:
    assert render(code(value)) == shown


def test_a_fence_cannot_be_closed_from_inside() -> None:
    assert fence("a\n```\n<b>") == "```\na\nˋˋˋ\n&lt;b&gt;\n```"


def test_links_are_for_the_web_only_and_cannot_be_broken_out_of() -> None:
    assert render(link("https://example.com/a b>c|d", "x|<y>")) == "<https://example.com/a%20b%3Ec%7Cd|x¦&lt;y&gt;>"
    assert render(link("javascript:alert(1)", "x")) == "x `javascript:alert(1)`"


def test_only_user_ids_are_mentioned() -> None:
    assert render(user("U0123456789")) == "<@U0123456789>"
    assert render(user("!channel>")) == "!channel&gt;"


@given(st.lists(st.text(max_size=400), max_size=5), st.integers(40, 200))
def test_a_line_splits_without_loss(texts: list[str], limit: int) -> None:
    line = [Piece(text) for text in texts]
    parts = split(line, limit)
    assert all(len(render(part)) <= limit for part in parts)
    assert "".join(piece.text for part in parts for piece in part) == "".join(texts)


def test_a_raw_piece_is_never_split() -> None:
    assert split((*prose("a" * 30), *raw("<@U0123456789>")), 40) == [prose("a" * 30), raw("<@U0123456789>")]


@given(st.text(alphabet="ab`&<>\n ", max_size=900), st.integers(60, 300))
def test_a_long_command_splits_at_its_lines_without_loss(text: str, limit: int) -> None:
    blocks = fences(text, limit)
    assert all(len(block) <= limit for block in blocks)
    joined = "".join(block.removeprefix("```\n").removesuffix("\n```") for block in blocks)
    plain = joined.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("ˋ", "`")
    assert plain.replace("\n", "") == text.replace("\n", "")


def test_a_short_piece_is_not_cut_in_two() -> None:
    line = (*prose("x" * 95), *strong("breaks"))
    assert [render(part) for part in split(line, 100)] == ["x" * 95, "*breaks*"]


def test_the_sentences_own_signs_stay_out_of_code() -> None:
    assert render(prose("no answer for _dmarc.example.com: SERVFAIL")) == "no answer for `_dmarc.example.com`: SERVFAIL"
    assert render(prose("an :x:")) == "an `:x:`"
