"""One fault: how it is made, and what the facts demand that the answer says. Written by hand, never recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.lab.scenarios import Scene

Prepare = Callable[[Scene], None]


@dataclass(frozen=True)
class Expect:
    """The verdict and the root causes, in order, no others. unknown: a check that must say why it could not look.

    reasons: keys of the locales, one of which is its reason.
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
    """One line of the matrix. group: which table it stands in. waits: most of its time it waits for an answer.

    also: what is as right, where it depends on which of two things comes first.
    """

    group: str
    name: str
    expect: Expect
    prepare: Prepare
    waits: bool = False
    also: Expect | None = None


YES = Expect("yes")


def no(*roots: str, unknown: str = "", reasons: str = "") -> Expect:
    """These root causes stop mail, the first before the others."""
    return Expect("no", roots, unknown, tuple(reasons.split()))


def risk(*roots: str) -> Expect:
    """Mail can be sent, but these endanger it."""
    return Expect("at_risk", roots)


def blind(check: str, reasons: str, *roots: str) -> Expect:
    """Cannot be decided: this check says why. roots: what endangers mail besides."""
    return Expect("unknown", roots, check, tuple(reasons.split()))


def partly(check: str, reasons: str) -> Expect:
    """Nothing is wrong with sending; this check could not look, and says why."""
    return Expect("yes", (), check, tuple(reasons.split()))


def _short(reason: str) -> str:
    return reason.removeprefix("reason.").replace("_", " ")
