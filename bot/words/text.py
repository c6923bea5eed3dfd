"""Text with the little markup that guides use, kept as spans so that every renderer escapes in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from markdown_it import MarkdownIt

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


_MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis"])


def parse(markdown: str) -> Text:
    """Markdown (code and strong only) to Text. The words are ours; values are filled in afterwards, never parsed."""
    spans: list[Span] = []
    for block in _MARKDOWN.parse(" ".join(markdown.split())):
        strong = False
        for token in block.children or ():
            if token.type == "strong_open":
                strong = True
            elif token.type == "strong_close":
                strong = False
            elif token.type == "code_inline":
                spans.append(Span(token.content, Mark.CODE))
            elif token.content:
                spans.append(Span(token.content, Mark.STRONG if strong else Mark.PLAIN))
    return Text(tuple(spans))


def filled(text: Text, values: dict[str, str], quoted: dict[str, str]) -> Text:
    """The text with its placeholders filled: `values` (formatted for the language) in prose, `quoted` within code."""
    return Text(tuple(Span(fill(s.text, quoted if s.mark is Mark.CODE else values), s.mark) for s in text.spans))
