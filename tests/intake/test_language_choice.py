"""In which language a question is answered."""

from __future__ import annotations

import pytest

from bot.intake.language_choice import LanguageWishes, choose_language, keep_flag


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (LanguageWishes(locale=""), "en"),
        (LanguageWishes(flag="en", choice="vi", target="vi", locale="vi-VN", default="vi"), "en"),
        (LanguageWishes(choice="vi", target="en", locale="en-US", default="en"), "vi"),
        (LanguageWishes(target="vi", locale="en-US", default="en"), "vi"),
        (LanguageWishes(locale="vi-VN", default="en"), "en"),
        (LanguageWishes(locale="vi_VN"), "vi"),
        (LanguageWishes(locale="en-GB", default="vi"), "vi"),
        (LanguageWishes(locale="vi-VN", default="no language"), "vi"),
        (LanguageWishes(locale="fr-FR"), "en"),
        (LanguageWishes(flag="no language", locale="", default="vi"), "vi"),
    ],
)
def test_the_strongest_wish_that_is_spoken(wishes: LanguageWishes, language: str) -> None:
    assert choose_language(wishes) == language


def test_one_persons_choice_does_not_count_for_a_channel() -> None:
    wishes = LanguageWishes(choice="vi", locale="en-US")
    assert (choose_language(wishes), choose_language(wishes, shared=True)) == ("vi", "en")


def test_an_unknown_locale_matters_only_where_nothing_stronger_is_said() -> None:
    assert choose_language(LanguageWishes()) is None
    assert choose_language(LanguageWishes(target="vi")) == "vi"
    assert choose_language(LanguageWishes(default="vi"), shared=True) == "vi"
    assert choose_language(LanguageWishes(choice="vi"), shared=True) is None


@pytest.mark.parametrize(
    ("shown", "private", "flag"),
    [
        ({"vi"}, True, None),
        ({"en"}, True, "en"),
        ({"en", "vi"}, True, "en"),
        (set(), True, "en"),
        ({"vi"}, False, "en"),
    ],
)
def test_a_private_card_that_was_switched_is_asked_again_without_its_flag(
    shown: set[str], private: bool, flag: str | None
) -> None:
    assert keep_flag("en", frozenset(shown), private=private) == flag
