"""The short strings of one language, from the PO files in bot/locales/<lang>/LC_MESSAGES."""

from __future__ import annotations

from functools import cache

from bot.languages import LANGUAGES, LOCALES
from bot.words.pofile import read_messages
from bot.words.template import fill


class Catalogue:
    """Strings by key. A key is literal at every call ("verdict.no"); a missing one raises KeyError."""

    def __init__(self, language: str, strings: dict[str, str]) -> None:
        self.language = language
        self.strings = strings

    def __contains__(self, key: str) -> bool:
        return key in self.strings

    def __call__(self, key: str, **values: object) -> str:
        """The string with its placeholders filled. Values are inserted as they are; format numbers beforehand."""
        return fill(self.strings[key], {name: str(value) for name, value in values.items()})

    @property
    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self.strings)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language by its code. Raises KeyError for one that is not spoken."""
    if language not in LANGUAGES:
        raise KeyError(language)
    strings: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        for key, string in read_messages(path):
            if key in strings:
                raise ValueError(f"{path.name}: {key} stands twice")
            if string:
                strings[key] = string
    return Catalogue(language, strings)
