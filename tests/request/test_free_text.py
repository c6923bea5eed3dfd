"""What is typed after /ses-explain and /ses-guide: flags count at the two ends of the text only."""

from __future__ import annotations

import pytest

from bot.request.commands import EXPLAIN, GUIDE
from bot.request.free_text import TextRequest, parse_text


@pytest.mark.parametrize(
    ("typed", "text", "language", "public"),
    [
        ("535 no", "535 no", None, False),
        ("public 535 no", "535 no", None, True),
        ("535 no public", "535 no", None, True),
        ("535\nno\nPUBLIC", "535\nno", None, True),
        ("lang:vi public 535 no", "535 no", "vi", True),
        ("535 no lang=en-US", "535 no", "en", False),
        ("--lang:vn 535 no --public", "535 no", "vi", True),
        ("--lang vi 535 no", "535 no", "vi", False),
        ("535 no —lang vi", "535 no", "vi", False),
        ("535 no --lang", "535 no --lang", None, False),
        ("535 lang:vi no", "535 lang:vi no", None, False),
        ("only:smtp 535", "only:smtp 535", None, False),
        ("the public key is wrong", "the public key is wrong", None, False),
        ("535 lang:fr", "535 lang:fr", None, False),
        ("help", "", None, False),
        ("? lang:vi", "", "vi", False),
        ("public", "", None, True),
        ("x" * 50 + " public", "x" * 50, None, True),
        ("", "", None, False),
    ],
)
def test_flags_at_the_ends(typed: str, text: str, language: str | None, public: bool) -> None:
    asked = typed.startswith(("help", "?"))
    assert parse_text(typed, EXPLAIN) == TextRequest(text, language, public, asked)


def test_public_is_a_word_like_others_where_it_means_nothing() -> None:
    assert parse_text("public key", GUIDE) == TextRequest("public key")
    assert parse_text("x" * 1_000_000, EXPLAIN).text == "x" * 1_000_000
