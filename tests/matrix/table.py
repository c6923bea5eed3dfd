"""Formats the matrix: for the screen with seconds, for docs/fault-matrix.md with upper bounds, which rarely change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bot.core.engine import RUN_DEADLINE
from tests.matrix.row import Expect, Row
from tests.matrix.runner import RowResult

PAGE = Path(__file__).parents[2] / "docs" / "fault-matrix.md"
_INTRO = """# Fault matrix

Written by `make matrix`, which prints the seconds too. Every fault that the lab can hand out, alone, and pairs of
them, go through the whole product: targets file, checks, diagnosis, and the report in both languages. What is
expected is written by hand in `tests/matrix/`: the verdict, every root cause in its order and no other, and for what
cannot be decided the check that could not look, with its reasons. `make check` plays it too, of large groups every
third.
"""
_BOUNDS = (5.0, 15.0, RUN_DEADLINE)


def format_table(results: Sequence[RowResult]) -> str:
    """Returns the table for the screen: fault, expected, got, seconds; below it all wrong answers."""
    lines: list[str] = []
    for group, members in groupby(results, key=lambda p: p.row.group):
        lines += ["", group]
        lines += [f"  {p.row.name:52} | {p.row.expect!s:60} | {p.got!s:60} | {p.seconds:4.1f}" for p in members]
    wrong = [p for p in results if p.wrong]
    lines += ["", f"{len(results)} faults, {len(wrong)} answered wrongly"]
    lines += [f"  {p.row.group}: {p.row.name}: {p.wrong}" for p in wrong]
    return "\n".join(lines)


def format_page(results: Sequence[RowResult]) -> str:
    """Returns the page for docs/."""
    return "\n".join([_INTRO, *_tables(results)])


def row_start(row: Row) -> str:
    """Returns the beginning of a row's line on the page: the parts that are written by hand."""
    expected = f"{row.expect}, or {row.also}" if row.also else str(row.expect)
    return f"| {_cell(row.name)} | {_cell(expected)} |"


def _tables(results: Sequence[RowResult]) -> Iterator[str]:
    for group, members in groupby(results, key=lambda p: p.row.group):
        yield f"## {group}\n"
        yield "| fault | expected | got | seconds, under |\n|---|---|---|---|"
        yield from (f"{row_start(p.row)} {_cell(str(_bare(p.got)))} | {_under(p.seconds)} |" for p in members)
        yield ""


def _bare(got: Expect) -> Expect:
    """Removes the reasons, because which of several applies may differ from run to run."""
    return replace(got, unknown="", reasons=())


def _under(seconds: float) -> str:
    return next((f"{bound:.0f}" for bound in _BOUNDS if seconds < bound), f"{RUN_DEADLINE + 1:.0f}")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")
