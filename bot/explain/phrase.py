"""Phrases of signs, searched without regular expressions: time grows with the length of the text and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.explain.normalise import as_words

# Characters that may stand for " .. ": a long sentence.
GAP = 160


@dataclass(frozen=True, slots=True)
class Phrase:
    """Chunks that follow each other, each at most GAP characters after the one before."""

    chunks: tuple[str, ...]

    def within(self, words: str) -> bool:
        """True where the words of a text (bot.explain.normalise) hold the phrase."""
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


def phrase(written: str, *, exact: bool = False) -> Phrase:
    """A phrase as it is written in a sign. Raises ValueError where nothing of it is left."""
    chunks = []
    for part in written.split(" .. "):
        chunk = as_words(part if exact else part.lower())
        if part.startswith("*"):
            chunk = chunk.removeprefix(" ")
        if part.endswith("*"):
            chunk = chunk.removesuffix(" ")
        if len(chunk.strip()) < 2:
            raise ValueError(f"{written!r} holds a part without words")
        chunks.append(chunk)
    return Phrase(tuple(chunks))
