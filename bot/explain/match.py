"""Which signs a text shows: of every cause, and of every other provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.causes import all_causes
from bot.causes.signs import Sign
from bot.explain.dialects import all_dialects
from bot.explain.normalise import Normal
from bot.explain.phrase import Phrase, phrase

_HOST_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign that a text shows. owner: a cause's code or a provider's name."""

    owner: str
    sure: float
    hides: frozenset[str]
    retry: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A sign ready to be searched."""

    owner: str
    sign: Sign
    any: tuple[Phrase, ...]
    single: tuple[str, ...]
    all: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]

    def shown(self, text: Normal, tokens: frozenset[str]) -> bool:
        """True where the text and its facts show the sign."""
        if self.without and not self.without.isdisjoint(tokens):
            return False
        for choices in self.needs:
            if choices.isdisjoint(tokens):
                return False
        words = text.cased if self.sign.exact else text.words
        return self._said(words) and not any(p.within(words) for p in self.unless)

    def _said(self, words: str) -> bool:
        for each in self.all:
            if not each.within(words):
                return False
        if not self.sign.any:
            return True
        # Most phrases are one chunk: a plain substring search, the quickest there is.
        for chunk in self.single:
            if chunk in words:
                return True
        return any(each.within(words) for each in self.any)


@dataclass(frozen=True, slots=True)
class Matches:
    """causes and providers, each with the signs that were shown."""

    causes: tuple[Hit, ...]
    providers: tuple[Hit, ...]


def matches(text: Normal, tokens: frozenset[str]) -> Matches:
    """Every sign that the text shows."""
    causes, providers = compiled()
    lower = text.text.lower()
    hosted = tuple(
        Hit(dialect.name, _HOST_SURE, frozenset(), "fix")
        for dialect in all_dialects()
        if any(host in lower for host in dialect.hosts)
    )
    return Matches(_hits(causes, text, tokens), _hits(providers, text, tokens) + hosted)


def _hits(signs: Iterable[Compiled], text: Normal, tokens: frozenset[str]) -> tuple[Hit, ...]:
    return tuple(Hit(c.owner, c.sign.sure, c.sign.hides, c.sign.retry) for c in signs if c.shown(text, tokens))


@cache
def compiled() -> tuple[tuple[Compiled, ...], tuple[Compiled, ...]]:
    """The signs of all causes, and those of all providers. Compiled once a process."""
    causes = tuple(_compiled(code, sign) for code, cause in all_causes().items() for sign in cause.signs)
    providers = tuple(_compiled(dialect.name, sign) for dialect in all_dialects() for sign in dialect.signs)
    return causes, providers


def _compiled(owner: str, sign: Sign) -> Compiled:
    phrases = [phrase(p, exact=sign.exact) for p in sign.any]
    return Compiled(
        owner=owner,
        sign=sign,
        any=tuple(p for p in phrases if len(p.chunks) > 1),
        single=tuple(p.chunks[0] for p in phrases if len(p.chunks) == 1),
        all=tuple(phrase(p, exact=sign.exact) for p in sign.all),
        unless=tuple(phrase(p, exact=sign.exact) for p in sign.unless),
        needs=tuple(frozenset(need.split("|")) for need in sign.needs),
        without=frozenset(sign.without),
    )
