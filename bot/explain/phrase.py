"""Finds the phrases of signs without regular expressions, so that the time grows linearly with the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.explain.normalise import NormalText, as_words

# The most characters that " .. " stands for: a long sentence.
GAP = 160


@dataclass(slots=True, eq=False)
class Phrase:
    """Chunks of words that follow each other, each at most GAP characters after the one before. exact: case matters.

    Only `phrase` creates phrases, one for each wording, so they are compared and hashed by identity, which is fast.
    """

    chunks: tuple[str, ...]
    exact: bool = False

    def within(self, text: NormalText) -> bool:
        """Returns True where the text contains the phrase."""
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
            # One blank may both end a chunk and begin the next.
            found = words.find(chunk, max(end - 1, 0), end + GAP + len(chunk))
            if found < 0:
                return False
            end = found + len(chunk)
        return True

    @property
    def whole_words(self) -> tuple[str, ...]:
        """Its complete words in lower case, without those that a star abbreviates."""
        words: list[str] = []
        for chunk in self.chunks:
            parts = chunk.lower().split()
            first, last = (0 if chunk.startswith(" ") else 1), (len(parts) if chunk.endswith(" ") else -1)
            words += parts[first:last]
        return tuple(words)


@cache
def phrase(written: str, exact: bool = False) -> Phrase:
    """Returns the phrase for its wording in a sign. Raises ValueError where a part contains no words."""
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
    """Finds many phrases in one text. A phrase is searched only where the text contains its longest word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._open: list[Phrase] = []
        for each in dict.fromkeys(phrases):
            if words := each.whole_words:
                self._by_word.setdefault(max(words, key=len), []).append(each)
            else:
                self._open.append(each)

    def phrases(self) -> tuple[Phrase, ...]:
        """Returns all phrases of the index."""
        return (*self._open, *(each for some in self._by_word.values() for each in some))

    def find(self, text: NormalText) -> frozenset[Phrase]:
        """Returns the phrases that the text contains."""
        found = [each for each in self._open if each.within(text)]
        for word in self._by_word.keys() & frozenset(text.words.split()):
            found += [each for each in self._by_word[word] if each.within(text)]
        return frozenset(found)
