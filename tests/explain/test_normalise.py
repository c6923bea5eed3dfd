"""How pasted text is decoded, and which text is left unchanged."""

from __future__ import annotations

import pytest

from bot.explain.normalise import as_words, build_views, decode


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        (r"a\nb\tc\"d\"", 'a\nb\nc"d"'),
        (r"a\\\\nb", "a\nb"),
        (r"\u003ca@example.com\u003e", "<a@example.com>"),
        ("&lt;a&gt; &amp; &#39;b&#39;", "<a> & 'b'"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\u200e\u202eb\ufeff", "ab"),
        ("E\x00r\x00r", "Err"),
        ("half \ud800", "half "),
        ("Lá»—i gá»\xadi mail", "Lỗi gửi mail"),
        ("â€œaâ€\x9d", "“a”"),
        ("Müller Ça va", "Müller Ça va"),
        ("a=\nb=20c=3D", "ab c="),
        ("bWFkZSB1cA==\nnext", "bWFkZSB1cA==\nnext"),
        ("InvalidParameterValueIllegal address", "InvalidParameterValue Illegal address"),
        ("AccessDeniedException", "AccessDeniedException"),
        ("x" * 40 + "\n" + "y" * 40 + "\nz", "x" * 40 + "y" * 40 + "z"),
        ("short\nlines\nstay", "short\nlines\nstay"),
        ("\\" * 40 + "n", "\\" * 40 + "n"),
    ],
)
def test_a_text_is_made_readable(pasted: str, text: str) -> None:
    assert decode(pasted) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ERR_SSL_WRONG-VERSION/number", " ERR SSL WRONG VERSION number "),
        ("doesn't and can’t", " doesnt and cant "),
        ("(530, b'Must issue')", " 530 b Must issue "),
        ("535 5.7.8", " 535 5 7 8 "),
        ("Lỗi đăng nhập", " Loi dang nhap "),
        ("未验证。", " 未验证 "),
        ("", "  "),
    ],
)
def test_words_are_all_that_counts(text: str, words: str) -> None:
    assert as_words(text) == words


def test_a_view_keeps_the_case_beside_the_words() -> None:
    view = build_views("Email Address")
    assert (view.cased, view.words) == (" Email Address ", " email address ")
