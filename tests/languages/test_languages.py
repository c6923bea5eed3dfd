"""What the code knows of a language comes from the language's own folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from babel.core import Locale

from bot.languages import (
    DEFAULT,
    GUIDES,
    LANGUAGES,
    LOCALES,
    fold,
    is_help,
    language_of_locale,
    language_of_spelling,
    languages_in,
)
from bot.request.commands import COMMANDS, SETTINGS


def test_every_folder_is_a_language() -> None:
    folders = {path.name for path in LOCALES.iterdir() if path.is_dir()}
    assert folders == {path.name for path in GUIDES.iterdir() if path.is_dir()} == set(LANGUAGES)


def test_the_default_comes_first() -> None:
    assert next(iter(LANGUAGES)) == DEFAULT


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_file_holds_texts_under_known_keys(code: str) -> None:
    data = tomllib.loads((LOCALES / code / "language.toml").read_text("utf-8"))
    formats = data.pop("formats")
    commands = data.pop("commands")
    assert (set(data), set(formats)) == ({"name", "locales", "spellings", "help"}, {"cldr", "moment", "day"})
    assert set(commands) == {command.verb for command in (*COMMANDS, SETTINGS)}
    texts = [word for words in commands.values() for word in words]
    texts += [*data.pop("locales"), *data.pop("spellings"), *data.pop("help"), *data.values(), *formats.values()]
    assert all(isinstance(text, str) and text.strip() for text in texts)
    assert LANGUAGES[code].locales
    assert Locale.parse(LANGUAGES[code].cldr)


def test_no_two_languages_share_a_spelling_or_a_locale() -> None:
    spellings = [spelling for language in LANGUAGES.values() for spelling in language.spellings]
    locales = [locale for language in LANGUAGES.values() for locale in language.locales]
    assert len(spellings) == len(set(spellings))
    assert len(locales) == len(set(locales))


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("vi-VN", "vi"),
        ("vi_VN.UTF-8", "vi"),
        ("VI", "vi"),
        ("en-GB", "en"),
        ("en_AU@x", "en"),
        ("vietnamese", ""),
        ("C.UTF-8", ""),
        ("fr-FR", ""),
        ("", ""),
    ],
)
def test_a_locale_names_a_language(tag: str, code: str) -> None:
    assert language_of_locale(tag) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("vi", "vi"),
        ("VN", "vi"),
        ("Vietnamese", "vi"),
        ("vi-VN", "vi"),
        ("vn_vn", "vi"),
        ("Tiếng Việt", "vi"),
        ("tieng viet", "vi"),
        ("English", "en"),
        ("en_US", "en"),
        ("de", ""),
        ("", ""),
    ],
)
def test_a_language_has_several_spellings(typed: str, code: str) -> None:
    assert language_of_spelling(typed) == code


@pytest.mark.parametrize(
    "typed",
    [
        "help",
        "HELP",
        "-h",
        "--help",
        "?",
        "trợ giúp",
        "Tro  Giup",
        "giúp",
        "giup do",
        "cách dùng",
        "cach dung",
        "hướng dẫn",
    ],
)
def test_help_is_asked_for_in_every_language(typed: str) -> None:
    assert is_help(typed)


@pytest.mark.parametrize("typed", ["", "-", "helper", "help me", "trợ", "cách"])
def test_other_words_are_no_call_for_help(typed: str) -> None:
    assert not is_help(typed)


def test_folding_leaves_neither_case_nor_marks() -> None:
    assert fold("Đường DẪN") == "duong dan"


def _folders(root: Path, *codes: str) -> tuple[Path, Path]:
    for code in codes:
        (root / "locales" / code).mkdir(parents=True)
        (root / "guides" / code).mkdir(parents=True)
        text = (LOCALES / DEFAULT / "language.toml").read_text("utf-8")
        (root / "locales" / code / "language.toml").write_text(text, "utf-8")
    return root / "locales", root / "guides"


def test_a_new_folder_is_a_new_language(tmp_path: Path) -> None:
    assert list(languages_in(*_folders(tmp_path, "zz", "aa", DEFAULT))) == [DEFAULT, "aa", "zz"]


def test_a_folder_without_guides_or_without_its_file_is_none(tmp_path: Path) -> None:
    locales, guides = _folders(tmp_path, DEFAULT, "aa", "bb")
    (guides / "aa").rmdir()
    (locales / "bb" / "language.toml").unlink()
    assert list(languages_in(locales, guides)) == [DEFAULT]


def test_a_missing_key_is_named_with_its_file(tmp_path: Path) -> None:
    locales, guides = _folders(tmp_path, DEFAULT)
    (locales / DEFAULT / "language.toml").write_text('name = "English"\n', "utf-8")
    with pytest.raises(ValueError, match=r"language\.toml: 'locales' is missing"):
        languages_in(locales, guides)
