"""Phrases of signs, searched without regular expressions: time grows with the length of the text and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.explain.normalise import Normal, as_words

# Characters that may stand for " .. ": a long sentence.
GAP = 160


@dataclass(slots=True, eq=False)
class Phrase:
    """Chunks that follow each other, each at most GAP characters after the one before. exact: case matters.

    Made by `phrase` alone, once for each wording, so that it is told by identity, which is quick.
    """

    chunks: tuple[str, ...]
    exact: bool = False

    def within(self, text: Normal) -> bool:
        """True where the text holds the phrase."""
        words = text.cased if self.exact else text.words
        first = self.chunks[0]
        if len(self.chunks) == 1:
            return first in words
        start = words.find(first)
        while start >= 0:
            if self._rest(words, start + len(first)):
                return True
            start = words.find(first, start + 1)
        return False

    def _rest(self, words: str, end: int) -> bool:
        for chunk in self.chunks[1:]:
            # The blank that ends one chunk may begin the next.
            found = words.find(chunk, max(end - 1, 0), end + GAP + len(chunk))
            if found < 0:
                return False
            end = found + len(chunk)
        return True

    @property
    def whole_words(self) -> tuple[str, ...]:
        """Its words in lower case, without those that a star leaves open."""
        words: list[str] = []
        for chunk in self.chunks:
            parts = chunk.lower().split()
            first, last = (0 if chunk.startswith(" ") else 1), (len(parts) if chunk.endswith(" ") else -1)
            words += parts[first:last]
        return tuple(words)


@cache
def phrase(written: str, exact: bool = False) -> Phrase:
    """A phrase as it is written in a sign. Raises ValueError where a part of it has no words."""
    chunks = []
    for part in written.split(" .. "):
        wanted = part if exact else part.lower()
        chunk = f" {wanted} " if wanted.isascii() and wanted.replace(" ", "").isalnum() else as_words(wanted)
        if part.startswith("*"):
            chunk = chunk.removeprefix(" ")
        if part.endswith("*"):
            chunk = chunk.removesuffix(" ")
        if len(chunk.strip()) < 2:
            raise ValueError(f"{written!r} holds a part without words")
        chunks.append(chunk)
    return Phrase(tuple(chunks), exact)


class Index:
    """Finds many phrases in one text: only those are searched of which the text holds the longest word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._open: list[Phrase] = []
        for each in dict.fromkeys(phrases):
            if words := each.whole_words:
                self._by_word.setdefault(max(words, key=len), []).append(each)
            else:
                self._open.append(each)

    def phrases(self) -> tuple[Phrase, ...]:
        """All that it searches for."""
        return (*self._open, *(each for some in self._by_word.values() for each in some))

    def found(self, text: Normal) -> frozenset[Phrase]:
        """The phrases that the text holds."""
        found = [each for each in self._open if each.within(text)]
        for word in self._by_word.keys() & frozenset(text.words.split()):
            found += [each for each in self._by_word[word] if each.within(text)]
        return frozenset(found)
