"""Finds guides by what a person remembers: a code, an area, words of a title, everyday words or an error's text, in any
language; else by the words of its sentences and commands.

Case, punctuation and diacritics do not matter.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from bot.causes import all_causes
from bot.explain.normalise import as_words
from bot.languages import LANGUAGES, LOCALES
from bot.words.catalogue import catalogue
from bot.words.reference import build_reference
from bot.words.report import Advice

_NEAREST = 3
# A word that is typed in part stands for the whole one from so many letters on.
_PREFIX = 3
# A name or a command has so many words at most.
_MOST_NAMED = 3
# Of a longer query only the beginning is compared; it is no place to paste a log.
_MOST_TEXT = 1_000


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Codes, best first. fitting: what was asked for. nearest: only where nothing fits."""

    fitting: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """phrases: code, titles and error texts as lower-case words with a blank at both ends. everyday: what people type for it,
    likewise. words: those of both. body: those of the guide's sentences and commands.
    """

    phrases: tuple[str, ...]
    errors: tuple[str, ...]
    everyday: tuple[str, ...]
    words: frozenset[str]
    body: frozenset[str]


def codes_by_area() -> Mapping[str, tuple[str, ...]]:
    """The codes of each area, both in alphabetical order."""
    found: dict[str, list[str]] = {}
    for code in sorted(all_causes()):
        found.setdefault(code.partition(".")[0], []).append(code)
    return {area: tuple(codes) for area, codes in found.items()}


def search_guides(query: str) -> SearchResult:
    """The guides for a query. An empty one finds nothing.

    First the guide whose code or title, or whose everyday words, were typed as they stand; then those whose words hold all
    that was typed; then those whose sentences and commands do.
    """
    asked = _folded(query[:_MOST_TEXT])
    words = asked.split()
    if not words:
        return SearchResult()
    exact = [code for code, entry in _index().items() if asked in entry.phrases]
    if len(exact) == 1:
        return SearchResult(tuple(exact))
    area = codes_by_area().get("_".join(words))
    ranks = {code: _rank(words, asked, entry) for code, entry in _index().items()}
    fitting = [code for code, rank in ranks.items() if rank is not None or (area and code in area)]
    if fitting:
        order = sorted(fitting, key=lambda code: (ranks[code] or len(_RANKS), *_order(code, asked)))
        return SearchResult(tuple(order))
    return SearchResult(nearest=_nearest(words, asked))


def _rank(words: Sequence[str], asked: str, entry: _Entry) -> int | None:
    """Which of _RANKS is the first that fits, from 1; None for none."""
    return next((number for number, fits in enumerate(_RANKS, 1) if fits(words, asked, entry)), None)


# The text of an error among other words; everyday words as they stand, then among other words; all words anywhere.
_RANKS: tuple[Callable[[Sequence[str], str, _Entry], bool], ...] = (
    lambda words, asked, entry: any(error in asked for error in entry.errors),
    lambda words, asked, entry: asked in entry.everyday,
    lambda words, asked, entry: all(word in entry.words for word in words),
    lambda words, asked, entry: any(" " in said.strip() and said in asked for said in entry.everyday),
    lambda words, asked, entry: all(_stands(word, entry.words) for word in words),
    lambda words, asked, entry: _is_named(words, entry.body),
)


def _is_named(words: Sequence[str], body: frozenset[str]) -> bool:
    """Whether a guide's sentences hold a name or a command that was typed. Everyday words stand in the sentences of many."""
    told = [word for word in words if len(word) > 1]
    return 0 < len(told) <= _MOST_NAMED and all(word in body for word in told)


def _stands(word: str, known: frozenset[str]) -> bool:
    return word in known or (len(word) >= _PREFIX and any(other.startswith(word) for other in known))


def _order(code: str, asked: str) -> tuple[float, bool, str]:
    """The closest first; of equals the generic cause, which leads to the others."""
    return -_closeness(asked, _index()[code]), not all_causes()[code].generic, code


def _closeness(asked: str, entry: _Entry) -> float:
    """How much of the best of its phrases was asked for, 0..2."""
    phrases = (*entry.phrases, *entry.everyday)
    return max((asked.strip() in phrase) + min(1.0, len(asked) / len(phrase)) for phrase in phrases)


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
    guides = [build_reference(code, language) for language in LANGUAGES]
    titles = [catalogue(language)(f"cause.{code}") for language in LANGUAGES]
    errors = tuple(_folded(error) for error in all_causes()[code].errors)
    phrases = (
        _folded(code.replace("_", " ")),
        *map(_folded, [*titles, *(guide.title.plain for guide in guides)]),
        *errors,
    )
    everyday = tuple(_folded(said) for language in LANGUAGES for said in _everyday(language).get(code, ()))
    body = " ".join(text for guide in guides for text in _sentences(guide))
    words = frozenset(word for phrase in (*phrases, *everyday) for word in phrase.split())
    return _Entry(phrases, errors, everyday, words, frozenset(_folded(body).split()))


def _sentences(guide: Advice) -> Iterator[str]:
    yield from (text.plain for text in (guide.why, guide.verify, guide.caution))
    for step in guide.fix:
        yield step.text.plain
        yield from (command.text for command in step.commands)


@cache
def _everyday(language: str) -> Mapping[str, Sequence[str]]:
    """What people type for each cause: `everyday.toml` of the language, empty where it has none."""
    path = LOCALES / language / "everyday.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


@cache
def _weights() -> Mapping[str, float]:
    used = Counter(word for entry in _index().values() for word in entry.words)
    return {word: math.log(len(_index()) / count) for word, count in used.items()}


def _folded(text: str) -> str:
    return as_words(text).lower()
