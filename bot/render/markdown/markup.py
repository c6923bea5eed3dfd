"""Writes sentences, values and links as Markdown. Every character of theirs that Markdown reads as markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.render.clean import as_text, one_line, visible
from bot.words.report import Grid
from bot.words.text import Mark, Span, Text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])|(?<=:)(//)|^([+=-]|\d+[.)])(?=\s|$)")


def document(blocks: Iterable[str]) -> str:
    """Blocks as one document: a blank line between them, a line end at the end; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def prose(sentence: str) -> str:
    """A finished sentence as part of a Markdown line. Backticks in it mark code."""
    return inline(as_text(sentence))


def inline(text: Text) -> str:
    """A text as part of a Markdown line."""
    return "".join(map(_span, text.spans))


def code(value: str) -> str:
    """A value as code in a Markdown line."""
    shown = one_line(value)
    if not shown:
        return ""
    ticks = "`" * (_longest_run(shown) + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def fence(text: str) -> str:
    """A block of code."""
    shown = visible(text).strip("\n")
    ticks = "`" * max(3, _longest_run(shown) + 1)
    return f"{ticks}\n{shown}\n{ticks}"


def link(title: str, url: str) -> str:
    """A link; the address as code where it is not one of the web."""
    if not re.fullmatch(r"https?://[^\s<>\\]+", url):
        return f"{prose(title)}: {code(url)}"
    return f"[{_escaped(one_line(title))}](<{url}>)"


def titled_table(grid: Grid) -> Iterator[str]:
    """The blocks of a table with its title above it."""
    yield f"**{prose(grid.title)}**"
    yield table(grid)


def table(grid: Grid) -> str:
    """A table without its title."""
    rows = [grid.columns, tuple("---" for _ in grid.columns), *grid.rows]
    return "\n".join(f"| {' | '.join(cell if cell == '---' else prose(cell) for cell in row)} |" for row in rows)


def _span(span: Span) -> str:
    if span.mark is Mark.CODE:
        return code(span.text)
    shown = _escaped(visible(span.text).replace("\n", " ").replace("\t", " "))
    return f"**{shown}**" if span.mark is Mark.STRONG and shown.strip() == shown and shown else shown


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda m: "/\\/" if m[2] else f"\\{m[0]}" if m[1] else f"\\{m[3]}", text)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
