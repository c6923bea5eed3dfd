"""An explanation in one language: finished words beside the stable codes and values. Built by bot.words.explanation."""

from __future__ import annotations

from dataclasses import dataclass

from bot.explain.explanation import Explanation
from bot.words.report import Advice


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing that the text says. name: its key in the JSON answer. label: in words. value: as the text has it, masked."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SuspectLine:
    """A cause in a few words. tells: by what it is told from the others. decides: which checks decide it. "" for none."""

    code: str
    title: str
    confidence: float
    tells: str
    decides: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A whole explanation. result: the same in codes.

    headline: the verdict. advice: the first cause with its fix, None where there is none. suspects: all causes, or the
    nearest three where the text shows none; empty for another provider's error. remarks: what to know of that provider,
    a foreign host, the step. warnings: what to do about pasted secrets, first of all; empty where there are none.
    """

    language: str
    result: Explanation
    headline: str
    advice: Advice | None
    suspects: tuple[SuspectLine, ...]
    facts: tuple[FactLine, ...]
    remarks: tuple[str, ...]
    retry: str
    warnings: tuple[str, ...]
