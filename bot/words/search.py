"""Finds guides by what a person remembers: a code, an area, words of a title in any language, an error's text.

Case, punctuation and diacritics do not matter.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from bot.causes import all_causes
from bot.explain.normalise import as_words
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from bot.words.reference import build_reference

_NEAREST = 3
# A word that is typed in part stands for the whole one from so many letters on.
_PREFIX = 3
# Of a longer query only the beginning is compared; it is no place to paste a log.
_MOST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Codes, best first. fitting: what was asked for. nearest: only where nothing fits."""

    fitting: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """phrases: code, titles and error texts as lower-case words with a blank at both ends. words: all of theirs."""

    phrases: tuple[str, ...]
    errors: tuple[str, ...]
    words: frozenset[str]


def codes_by_area() -> Mapping[str, tuple[str, ...]]:
    """The codes of each area, both in alphabetical order."""
    found: dict[str, list[str]] = {}
    for code in sorted(all_causes()):
        found.setdefault(code.partition(".")[0], []).append(code)
    return {area: tuple(codes) for area, codes in found.items()}


def search_guides(query: str) -> SearchResult:
    """The guides for a query. An empty one finds nothing."""
    asked = _folded(query[:_MOST_TEXT])
    words = asked.split()
    if not words:
        return SearchResult()
    exact = [code for code, entry in _index().items() if asked in entry.phrases]
    if len(exact) == 1:
        return SearchResult(tuple(exact))
    area = codes_by_area().get("_".join(words))
    if area is not None:
        return SearchResult(area)
    fitting = [code for code, entry in _index().items() if _fits(words, asked, entry)]
    if fitting:
        return SearchResult(tuple(sorted(fitting, key=lambda code: _order(code, asked))))
    return SearchResult(nearest=_nearest(words, asked))


def _fits(words: Iterable[str], asked: str, entry: _Entry) -> bool:
    """Every word that was asked for stands there, or the whole text of an error was typed among other words."""
    if any(error in asked for error in entry.errors):
        return True
    return all(_stands(word, entry.words) for word in words)


def _stands(word: str, known: frozenset[str]) -> bool:
    return word in known or (len(word) >= _PREFIX and any(other.startswith(word) for other in known))


def _order(code: str, asked: str) -> tuple[float, bool, str]:
    """The closest first; of equals the generic cause, which leads to the others."""
    return -_closeness(asked, _index()[code]), not all_causes()[code].generic, code


def _closeness(asked: str, entry: _Entry) -> float:
    """How much of the best of its phrases was asked for, 0..2."""
    return max((asked.strip() in phrase) + min(1.0, len(asked) / len(phrase)) for phrase in entry.phrases)


def _nearest(words: Iterable[str], asked: str) -> tuple[str, ...]:
    """Most of the rarer words in common; where there are none, the most alike code or title."""
    said = frozenset(words)
    weights = _weights()
    shared = {code: sum(weights[word] for word in entry.words & said) for code, entry in _index().items()}

    def alike(code: str) -> float:
        return max(SequenceMatcher(None, asked.strip(), p.strip()).quick_ratio() for p in _index()[code].phrases)

    order = sorted(_index(), key=lambda code: (-shared[code], -alike(code), code))
    return tuple(order[:_NEAREST])


@cache
def _index() -> Mapping[str, _Entry]:
    return {code: _entry(code) for code in sorted(all_causes())}


def _entry(code: str) -> _Entry:
    titles = [catalogue(language)(f"cause.{code}") for language in LANGUAGES]
    titles += [build_reference(code, language).title.plain for language in LANGUAGES]
    errors = tuple(_folded(error) for error in all_causes()[code].errors)
    phrases = (_folded(code.replace("_", " ")), *map(_folded, titles), *errors)
    return _Entry(phrases, errors, frozenset(word for phrase in phrases for word in phrase.split()))


@cache
def _weights() -> Mapping[str, float]:
    used = Counter(word for entry in _index().values() for word in entry.words)
    return {word: math.log(len(_index()) / count) for word, count in used.items()}


def _folded(text: str) -> str:
    return as_words(text).lower()
