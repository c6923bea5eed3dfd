"""Compares a text with the signs of every cause and of every other provider."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.causes.signs import Sign, all_signs
from bot.explain.dialects import all_dialects
from bot.explain.normalise import NormalText
from bot.explain.phrase import Index, Phrase, phrase

_HOST_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign that a text shows. owner: the code of a cause or the name of a provider."""

    owner: str
    sure: float
    hides: frozenset[str]
    retry: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The signs that a text shows: those of causes and those of other providers."""

    causes: tuple[Hit, ...]
    providers: tuple[Hit, ...]


class Compiled:
    """A sign with its phrases compiled. hit: the result where a text shows the sign."""

    def __init__(self, owner: str, sign: Sign) -> None:
        self.hit = Hit(owner, sign.sure, sign.hides, sign.retry)
        self.any = frozenset(phrase(p, sign.exact) for p in sign.any)
        self.all = frozenset(phrase(p, sign.exact) for p in sign.all)
        self.unless = frozenset(phrase(p, sign.exact) for p in sign.unless)
        self.needs = tuple(frozenset(need.split("|")) for need in sign.needs)
        self.without = frozenset(sign.without)

    def matches(self, phrases: frozenset[Phrase], tokens: frozenset[str]) -> bool:
        """Returns True where the phrases and tokens of a text show the sign."""
        return (
            self.all <= phrases
            and not (self.any and self.any.isdisjoint(phrases))
            and self.unless.isdisjoint(phrases)
            and self.without.isdisjoint(tokens)
            and not any(choices.isdisjoint(tokens) for choices in self.needs)
        )


class Group:
    """Signs, indexed by one of their phrases. Signs without phrases are compared with every text."""

    def __init__(self, signs: tuple[Compiled, ...]) -> None:
        self.signs = signs
        self._by_phrase: dict[Phrase, list[Compiled]] = {}
        for each in signs:
            for asked in each.any or each.all:
                self._by_phrase.setdefault(asked, []).append(each)
        self._by_facts = [each for each in signs if not each.any and not each.all]

    def find_hits(self, phrases: frozenset[Phrase], tokens: frozenset[str]) -> tuple[Hit, ...]:
        """Returns a hit for each sign that the text shows. phrases: those that the text contains."""
        near = dict.fromkeys(each for asked in phrases if asked in self._by_phrase for each in self._by_phrase[asked])
        return tuple(each.hit for each in (*near, *self._by_facts) if each.matches(phrases, tokens))


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs. index: of all their phrases. hosts: pairs of a server name and the provider that owns it."""

    causes: Group
    providers: Group
    index: Index
    hosts: tuple[tuple[str, str], ...]


def find_matches(text: NormalText, tokens: frozenset[str]) -> Matches:
    """Returns every sign that the text shows."""
    signs = compile_signs()
    phrases = signs.index.find(text)
    lower = text.text.lower()
    hosted = tuple(Hit(name, _HOST_SURE, frozenset(), "fix") for host, name in signs.hosts if host in lower)
    return Matches(signs.causes.find_hits(phrases, tokens), signs.providers.find_hits(phrases, tokens) + hosted)


@cache
def compile_signs() -> Signs:
    """Returns the signs of all causes and providers, compiled once a process."""
    causes = tuple(Compiled(code, sign) for code, signs in all_signs().items() for sign in signs)
    providers = tuple(Compiled(dialect.name, sign) for dialect in all_dialects() for sign in dialect.signs)
    phrases = (p for each in (*causes, *providers) for p in each.any | each.all | each.unless)
    hosts = tuple((host, dialect.name) for dialect in all_dialects() for host in dialect.hosts)
    return Signs(Group(causes), Group(providers), Index(phrases), hosts)
