"""A comparison of two snapshots as the object "ses-check-compare/1"."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from typing import Any

from bot.compare.diff import Cell
from bot.compare.snapshot import Snapshot, vantage_of
from bot.render.json.document import dump
from bot.render.screen import PLAIN, Screen
from bot.words.comparison import ComparisonReport

SCHEMA = "ses-check-compare/1"
_SIDES = ("a", "b")


def render(report: ComparisonReport, _screen: Screen = PLAIN) -> str:
    """The whole comparison, ended by a line end."""
    return dump(comparison_object(report))


def comparison_object(report: ComparisonReport) -> dict[str, Any]:
    """The comparison as JSON-safe values: codes and values, and its sentences in one language."""
    result = report.comparison
    sentences = (report.headline, *report.conclusions)
    return {
        "schema": SCHEMA,
        "language": report.language,
        "equal": not result.rows,
        "says": [
            {
                "code": conclusion.code,
                "side": None if conclusion.side is None else _SIDES[conclusion.side],
                "values": {n: list(v) if isinstance(v, tuple) else v for n, v in conclusion.values.items()},
                "text": sentence,
            }
            for conclusion, sentence in zip(result.conclusions, sentences, strict=True)
        ],
        "a": _side(result.a),
        "b": _side(result.b),
        "differs": [{"part": r.part, "name": r.name, "a": _cell(r.a), "b": _cell(r.b)} for r in result.rows],
        "same": [{"part": part, "name": name} for part, name in result.same],
        "alone": [{"side": _SIDES[side], "part": part, "name": name} for side, part, name in result.alone],
    }


def _side(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "target": snapshot.target,
        "region": snapshot.region,
        "at": snapshot.at,
        "vantage": vantage_of(snapshot.vantage),
    }


def _cell(cell: Cell) -> Any:
    if is_dataclass(cell):
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(cell).items()}
    return list(cell) if isinstance(cell, tuple) else cell
