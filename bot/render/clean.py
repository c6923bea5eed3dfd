"""Makes the text of servers and people harmless in every medium: it drops control, direction and half characters."""

from __future__ import annotations

import re
import unicodedata

from bot.words.text import Mark, Span, Text

_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = "\n\t"


def visible(text: str) -> str:
    """The text without invisible and control characters and lone surrogates. Line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c)[0] != "C")


def one_line(text: str) -> str:
    """The visible text in one line: every run of white space is one blank."""
    return " ".join(visible(text).split())


def as_text(sentence: str) -> Text:
    """A finished sentence as spans. Text between two backticks is code; a backtick without a partner is a character."""
    spans: list[Span] = []
    for number, piece in enumerate(_CODE.split(sentence)):
        if piece:
            spans.append(Span(piece, Mark.CODE if number % 2 else Mark.PLAIN))
    return Text(tuple(spans))
