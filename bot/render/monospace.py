"""Tables and differences as aligned rows, for fonts in which all letters have the same width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.render.clean import one_line
from bot.words.catalogue import Catalogue
from bot.words.report import Advice, Difference, Grid

_GAP = "  "
_LONG = 240
_AROUND = 12


def table(grid: Grid) -> str:
    """A table: its headings, then its rows."""
    cells = [[one_line(cell) or "-" for cell in row] for row in (grid.columns, *grid.rows)]
    widths = [max(map(wide, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        _GAP.join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def side_by_side(grid: Grid, width: int) -> str:
    """A table that compares two columns. A row that is too wide for `width` has its two cells below each other."""
    title, first, second = ([one_line(row[column]) for row in (grid.columns, *grid.rows)] for column in range(3))
    left = max(map(wide, title)) + len(_GAP)
    # Columns left for both values and the gap between them, beside the titles.
    room = width - left - len(_GAP)
    fitting = [n for n in range(len(title)) if wide(first[n]) <= room // 2 and wide(second[n]) <= room - room // 2]
    middle = max((wide(first[n]) for n in fitting), default=0)
    names = max(wide(first[0]), wide(second[0]))
    rows: list[str] = []
    for n in range(len(title)):
        if n in fitting:
            cells = f"{_padded(title[n], left)}{_padded(first[n], middle)}{_GAP}{second[n]}"
            rows.append(cells.rstrip())
        elif n:
            rows.append(title[n])
            rows += [f"{_GAP}{_padded(name[0], names)}{_GAP}{name[n]}" for name in (first, second)]
    return "\n".join(rows)


def difference(shown: Difference, say: Catalogue) -> str:
    """One DNS record: its name and type, then the expected value above the one that was found."""
    labels = [say("answer.record"), say("answer.expected"), say("answer.found"), say("answer.found_at")]
    width = max(map(wide, labels[: 4 if shown.found_at else 3]))
    # A record found under another name differs by its name; its value is shown only where that differs too.
    same = bool(shown.found_at) and shown.found == (shown.expected,)
    found = [] if same else [_short(value) for value in shown.found] or [say("answer.nothing")]
    expected = [_short(shown.expected) or say("answer.no_record")]
    rows = [*_labelled(labels[0], [f"{one_line(shown.name)} {shown.type}"], width)]
    if shown.found_at:
        rows += _labelled(labels[3], [one_line(shown.found_at)], width)
    rows += [*_labelled(labels[1], expected, width), *_labelled(labels[2], found, width)]
    return "\n".join(rows)


def introduced(advice: Advice, most: int | None = None) -> Iterator[tuple[str, Difference]]:
    """Each difference with the sentence that says what is wrong; "" where it is wrong as the one before it is.

    What the title has said in the same words is not said again. most: how many at most.
    """
    before, title = "", advice.title.plain.casefold()
    for difference in advice.differences[:most]:
        told = difference.mistake.rstrip(".").casefold() in title
        words = " ".join(filter(None, ("" if told else difference.mistake, difference.ttl)))
        yield ("" if words == before else words), difference
        before = words


def wide(text: str) -> int:
    """The width of a text in columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _short(value: str) -> str:
    """A long value cut to its beginning and its end. A quote in the middle stays, since it is usually the mistake."""
    text = one_line(value)
    if len(text) <= _LONG:
        return text
    begin, end = _LONG // 2, len(text) - _LONG // 4
    at = text.find('"', begin, end)
    middle = f" … {text[max(begin, at - _AROUND) : min(end, at + _AROUND)]}" if at >= 0 else ""
    return f"{text[:begin]}{middle} … {text[end:]}"


def _labelled(label: str, values: Sequence[str], width: int) -> list[str]:
    heads = [label, *[""] * (len(values) - 1)][: len(values)]
    return [f"{_padded(head, width)}{_GAP}{value}" for head, value in zip(heads, values, strict=True)]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))
