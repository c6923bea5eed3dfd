"""The matrix as a table: on the screen with seconds, in docs/fault-matrix.md by how long at most, so that it stays still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bot.core.engine import RUN_DEADLINE
from tests.matrix.play import Played
from tests.matrix.row import Expect, Row

PAGE = Path(__file__).parents[2] / "docs" / "fault-matrix.md"
_INTRO = """# Fault matrix

Written by `make matrix`, which prints the seconds too. Every fault that the lab can hand out, alone, and pairs of them, go
through the whole product: targets file, checks, diagnosis, and the report in both languages. What is expected is written by
hand in `tests/matrix/`: the verdict, every root cause in its order and no other, and for what cannot be decided the check
that could not look, with its reasons. `make check` plays it too, of large groups every third.
"""
_BOUNDS = (5.0, 15.0, RUN_DEADLINE)


def printed(played: Sequence[Played]) -> str:
    """Fault, expected, got, seconds; what is wrong stands below."""
    lines: list[str] = []
    for group, members in groupby(played, key=lambda p: p.row.group):
        lines += ["", group]
        lines += [f"  {p.row.name:52} | {p.row.expect!s:60} | {p.got!s:60} | {p.seconds:4.1f}" for p in members]
    wrong = [p for p in played if p.wrong]
    lines += ["", f"{len(played)} faults, {len(wrong)} answered wrongly"]
    lines += [f"  {p.row.group}: {p.row.name}: {p.wrong}" for p in wrong]
    return "\n".join(lines)


def page(played: Sequence[Played]) -> str:
    """The page of docs."""
    return "\n".join([_INTRO, *_tables(played)])


def head(row: Row) -> str:
    """How a row's line on the page begins: all that is written by hand."""
    expected = f"{row.expect}, or {row.also}" if row.also else str(row.expect)
    return f"| {_cell(row.name)} | {_cell(expected)} |"


def _tables(played: Sequence[Played]) -> Iterator[str]:
    for group, members in groupby(played, key=lambda p: p.row.group):
        yield f"## {group}\n"
        yield "| fault | expected | got | seconds, under |\n|---|---|---|---|"
        yield from (f"{head(p.row)} {_cell(str(_bare(p.got)))} | {_under(p.seconds)} |" for p in members)
        yield ""


def _bare(got: Expect) -> Expect:
    """Which of several reasons it was may differ from run to run."""
    return replace(got, unknown="", reasons=())


def _under(seconds: float) -> str:
    return next((f"{bound:.0f}" for bound in _BOUNDS if seconds < bound), f"{RUN_DEADLINE + 1:.0f}")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")
