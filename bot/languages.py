"""The languages that the product speaks. This is the only module that knows which ones there are.

A language is a folder: `bot/locales/<code>/` holds its sentences and its `language.toml`, `bot/guides/<code>/` its guides.
To add one, add these two folders; no code changes. The keys of `language.toml` are explained in `bot/locales/README.md`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

LOCALES = Path(__file__).parent / "locales"
GUIDES = Path(__file__).parent / "guides"
# Spoken where nothing tells which language the reader wants.
DEFAULT = "en"

_FILE = "language.toml"
# Help in every language; a dash before a help word does not matter, so `-h` and `--help` are among them.
_HELP = ("?", "h")
# `vi_VN.UTF-8@euro` in a shell, `vi-VN` in Slack.
_SUBTAGS = re.compile(r"[-_.@]")


@dataclass(frozen=True, slots=True)
class Language:
    """What the code knows of a language beside its sentences.

    code: the name of its folders, such as "vi". name: what its speakers call it. locales: IETF tags, the usual one first.
    spellings: what people type instead of the code. help: the words that ask for help, folded; help_word: the
    usual one. commands: by what a person wants,
    such as "check", the words that say so at the beginning of a message, the usual one first. cldr: the CLDR locale by which
    Babel writes numbers and names months. moment, day: CLDR patterns of a point in time (UTC) and of a day.
    Patterns: https://babel.pocoo.org/en/latest/dates.html#date-fields
    """

    code: str
    name: str
    locales: tuple[str, ...]
    spellings: frozenset[str]
    help: frozenset[str]
    help_word: str
    commands: Mapping[str, tuple[str, ...]]
    cldr: str
    moment: str
    day: str


def fold(text: str) -> str:
    """Lower case and without diacritics: many people type Vietnamese without them."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def languages_in(locales: Path, guides: Path) -> Mapping[str, Language]:
    """The languages of two folders by code: the default first, the others in alphabetical order.

    A folder counts where both have it and where it holds a language.toml. Raises ValueError, with the path, where a key
    is missing there.
    """
    codes = {path.parent.name for path in locales.glob(f"*/{_FILE}") if (guides / path.parent.name).is_dir()}
    ordered = sorted(codes, key=lambda code: (code != DEFAULT, code))
    return MappingProxyType({code: _read(code, locales / code / _FILE) for code in ordered})


def _read(code: str, path: Path) -> Language:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return Language(
            code=code,
            name=data["name"],
            locales=tuple(data["locales"]),
            spellings=frozenset(map(fold, (code, data["name"], *data["spellings"]))),
            help=frozenset(map(fold, data["help"])),
            help_word=data["help"][0],
            commands={verb: tuple(words) for verb, words in data["commands"].items()},
            cldr=data["formats"]["cldr"],
            moment=data["formats"]["moment"],
            day=data["formats"]["day"],
        )
    except KeyError as error:
        raise ValueError(f"{path}: {error} is missing") from error


LANGUAGES = languages_in(LOCALES, GUIDES)


def language_of_locale(tag: str) -> str:
    """The code of the language of "vi-VN" or "vi_VN.UTF-8"; "" for one that is not spoken."""
    plain = tag.partition(".")[0].replace("_", "-").lower()
    named = (code for code, language in LANGUAGES.items() if plain in map(str.lower, language.locales))
    subtag = _SUBTAGS.split(tag.lower(), maxsplit=1)[0]
    return next(named, subtag if subtag in LANGUAGES else "")


def language_of_spelling(typed: str) -> str:
    """The code of the language that a person means by "vi", "VN", "vietnamese" or "vi-VN"; "" for no language."""
    folded = fold(typed)
    return _spelled(folded) or language_of_locale(folded) or _spelled(_SUBTAGS.split(folded, maxsplit=1)[0])


def _spelled(folded: str) -> str:
    return next((code for code, language in LANGUAGES.items() if folded in language.spellings), "")


def is_help(typed: str) -> bool:
    """Whether the whole of what was typed asks for help, in any language: `help`, `--help`, `?`, `trợ giúp`."""
    folded = " ".join(fold(typed).split()).lstrip("-")
    return folded in _HELP or any(folded in language.help for language in LANGUAGES.values())


def words_for(verb: str) -> frozenset[str]:
    """The words that ask for something in any language, folded. verb: a key of `[commands]`, such as "check"."""
    return frozenset(fold(word) for language in LANGUAGES.values() for word in language.commands.get(verb, ()))
