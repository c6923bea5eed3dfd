"""Which language an answer speaks."""

from __future__ import annotations

import pytest

from handlers.app.language import choose_language


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ({}, "en"),
        ({"flag": "en", "choice": "vi", "target": "vi", "locale": "vi-VN", "default": "vi"}, "en"),
        ({"choice": "vi", "target": "en", "locale": "en-US", "default": "en"}, "vi"),
        ({"target": "vi", "locale": "en-US", "default": "en"}, "vi"),
        ({"locale": "vi-VN", "default": "en"}, "vi"),
        ({"locale": "vi_VN"}, "vi"),
        ({"locale": "en-GB", "default": "vi"}, "en"),
        ({"locale": "fr-FR", "default": "vi"}, "vi"),
        ({"locale": "fr-FR"}, "en"),
        ({"flag": "xx", "default": "vi"}, "vi"),
    ],
)
def test_the_first_wish_that_we_speak(wishes: dict[str, str], language: str) -> None:
    assert choose_language(**wishes) == language
