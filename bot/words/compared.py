"""A comparison in one language: finished words beside the codes. Built by bot.words.comparison."""

from __future__ import annotations

from dataclasses import dataclass

from bot.compare.diff import Comparison
from bot.words.report import Grid


@dataclass(frozen=True, slots=True)
class Compared:
    """says: what follows, a sentence each, the most telling first. sides: who looked, one line each. names: their labels.

    grid: what differs, without rows where nothing does. same, alone: what is equal, and what only one saw; "" for none.
    """

    language: str
    headline: str
    says: tuple[str, ...]
    names: tuple[str, str]
    sides: tuple[str, str]
    grid: Grid
    same: str
    alone: tuple[str, ...]
    comparison: Comparison
