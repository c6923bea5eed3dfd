"""One fault: how it is made, and the answer that the facts require. Answers are written by hand, never recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.lab.scenarios import Scene

Prepare = Callable[[Scene], None]


@dataclass(frozen=True)
class Expect:
    """An expected answer: the verdict and all root causes, in order.

    unknown: a check that must report why it could not look. reasons: locale keys, one of which must be its reason.
    """

    verdict: str
    roots: tuple[str, ...] = ()
    unknown: str = ""
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = f"{self.verdict}: {', '.join(self.roots)}" if self.roots else self.verdict
        return f"{said} ({self.unknown}: {' or '.join(map(_short, self.reasons))})" if self.unknown else said


@dataclass(frozen=True)
class Row:
    """One row of the matrix.

    group: the table that it belongs to. waits: most of its time is spent waiting. also: a second right answer, where
    the outcome depends on which of two events comes first.
    """

    group: str
    name: str
    expect: Expect
    prepare: Prepare
    waits: bool = False
    also: Expect | None = None


YES = Expect("yes")


def no(*roots: str, unknown: str = "", reasons: str = "") -> Expect:
    """Expects that these root causes stop mail, in this order."""
    return Expect("no", roots, unknown, tuple(reasons.split()))


def at_risk(*roots: str) -> Expect:
    """Expects that mail can be sent, but these causes endanger it."""
    return Expect("at_risk", roots)


def undecided(check: str, reasons: str, *roots: str) -> Expect:
    """Expects that the verdict is unknown and this check says why. roots: causes that endanger mail as well."""
    return Expect("unknown", roots, check, tuple(reasons.split()))


def yes_except(check: str, reasons: str) -> Expect:
    """Expects that mail can be sent, and that this check could not look and says why."""
    return Expect("yes", (), check, tuple(reasons.split()))


def _short(reason: str) -> str:
    return reason.removeprefix("reason.").replace("_", " ")
