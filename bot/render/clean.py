"""Text of others made harmless for every medium: no control, direction or half characters."""

from __future__ import annotations

import re
import unicodedata

from bot.words.text import Mark, Span, Text

_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = "\n\t"


def visible(text: str) -> str:
    """The text without invisible and control characters (lone surrogates too); line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c)[0] != "C")


def one_line(text: str) -> str:
    """The visible text with every run of white space as one blank."""
    return " ".join(visible(text).split())


def as_text(sentence: str) -> Text:
    """A finished sentence as spans: what stands between a pair of backticks is code, a lone backtick is a character."""
    spans: list[Span] = []
    for number, piece in enumerate(_CODE.split(sentence)):
        if piece:
            spans.append(Span(piece, Mark.CODE if number % 2 else Mark.PLAIN))
    return Text(tuple(spans))
