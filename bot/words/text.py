"""Text with the little markup that guides use, kept as spans so that every renderer escapes in its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.words.template import fill


class Mark(StrEnum):
    """How a span is set."""

    PLAIN = "plain"
    CODE = "code"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style."""

    text: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or paragraph. str() gives it with backticks around code and no other markup."""

    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return "".join(f"`{s.text}`" if s.mark is Mark.CODE else s.text for s in self.spans)

    def __bool__(self) -> bool:
        return any(s.text for s in self.spans)

    @property
    def plain(self) -> str:
        """Without any markup."""
        return "".join(s.text for s in self.spans)


_CODE = re.compile("`([^`]+)`")


def parse_markdown(markdown: str) -> Text:
    """Markdown (code and strong only) to Text. The words are ours; values are filled in afterwards, never parsed.

    Raises ValueError where a ** has no partner. A Markdown library would take longer to load than `ses-check explain`
    may take to answer; that one reads all our guides alike is tested.
    """
    spans: list[Span] = []
    strong = False
    for number, piece in enumerate(_CODE.split(" ".join(markdown.split()))):
        if number % 2:
            spans.append(Span(piece, Mark.CODE))
            continue
        for place, part in enumerate(piece.split("**")):
            strong ^= place > 0
            if part:
                spans.append(Span(part, Mark.STRONG if strong else Mark.PLAIN))
    if strong:
        raise ValueError(f"a ** without its partner in {markdown!r}")
    return Text(tuple(spans))


def fill_text(text: Text, values: dict[str, str], quoted: dict[str, str]) -> Text:
    """The text with its placeholders filled: `values` (formatted for the language) in prose, `quoted` within code."""
    return Text(tuple(Span(fill(s.text, quoted if s.mark is Mark.CODE else values), s.mark) for s in text.spans))
