"""What two places saw, side by side: what differs, what is equal, and what follows from it. Pure; codes and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from bot.compare.conclusions import Remark, remarks
from bot.compare.snapshot import Certificate, Look, Port, Seen, Step

# Clocks, in seconds: less is the way of the answer. Stages, in milliseconds and as a factor: less is chance.
_CLOCKS = 30
_SLOWER, _TIMES = 1000, 4

Cell = str | int | tuple[str, ...] | Look | Step | Port | Certificate


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that both saw otherwise. part: a field of Seen; name: which of its members, "" where it has none."""

    part: str
    name: str
    a: Cell
    b: Cell


@dataclass(frozen=True, slots=True)
class Comparison:
    """a, b: what was compared. same: (part, name) of what is equal. alone: of what only one saw: 0 for a, 1 for b.

    says: what follows, the most telling first.
    """

    a: Seen
    b: Seen
    rows: tuple[Row, ...]
    same: tuple[tuple[str, str], ...]
    alone: tuple[tuple[int, str, str], ...]
    says: tuple[Remark, ...] = field(default=())


def compare(a: Seen, b: Seen) -> Comparison:
    """The comparison of two places."""
    rows, same, alone = [], [], []
    for part, name, first, second in _pairs(a, b):
        if _unknown(first) and _unknown(second):
            continue
        if first is None or second is None or _unknown(first) or _unknown(second):
            # A stage that was never reached is no difference of its own: the one before it is. A probe has no verdict, and
            # asks less than a check: what only one asked matters where something was found.
            if part not in ("stages", "can_send") and not (part == "checks" and _nothing_found(first or second)):
                alone.append((int(_unknown(first)), part, name))
        elif _skipped(first) != _skipped(second):
            continue
        elif _equal(part, first, second):
            same.append((part, name))
        else:
            rows.append(Row(part, name, first, second))
    says = remarks(a, b, differs=bool(rows))
    return Comparison(a, b, tuple(rows), tuple(same), tuple(alone), says)


def _pairs(a: Seen, b: Seen) -> Iterator[tuple[str, str, Cell | None, Cell | None]]:
    for part in ("can_send", "target", "region", "endpoint"):
        yield part, "", getattr(a, part), getattr(b, part)
    for part in ("keys", "shapes"):
        yield from _members(part, getattr(a, part), getattr(b, part))
    yield "caller", "", a.caller, b.caller
    yield "clock", "", a.clock, b.clock
    yield "addresses", "", a.addresses, b.addresses
    yield from _members("families", a.families, b.families)
    ports = ({str(p.port): p for p in seen.ports} for seen in (a, b))
    yield from _members("ports", *ports)
    yield from _members("stages", _numbered(a), _numbered(b))
    yield "certificate", "", a.certificate, b.certificate
    yield "tls", "", a.certificate.tls, b.certificate.tls
    yield from _members("checks", a.checks, b.checks)


def _members(
    part: str, a: Mapping[str, Cell], b: Mapping[str, Cell]
) -> Iterator[tuple[str, str, Cell | None, Cell | None]]:
    for name in dict.fromkeys((*a, *b)):
        yield part, name, a.get(name), b.get(name)


def _numbered(seen: Seen) -> dict[str, Step]:
    """EHLO comes twice."""
    steps: dict[str, Step] = {}
    for step in seen.stages:
        number = sum(known.partition(" ")[0] == step.name for known in steps)
        steps[f"{step.name} {number + 1}" if number else step.name] = step
    return steps


def _unknown(cell: Cell | None) -> bool:
    if isinstance(cell, Certificate):
        return not cell.issuer
    return cell is None or cell in ("", ())


def _skipped(cell: Cell | None) -> bool:
    """Skipped because of another check or stage, which is told itself."""
    return isinstance(cell, Look | Step) and cell.outcome == "skipped"


def _nothing_found(cell: Cell | None) -> bool:
    return isinstance(cell, Look) and cell.outcome in ("pass", "skipped")


def _equal(part: str, a: Cell, b: Cell) -> bool:
    if isinstance(a, Step) and isinstance(b, Step):
        slow, quick = max(a.ms, b.ms), min(a.ms, b.ms)
        return (a.outcome, a.code) == (b.outcome, b.code) and (slow - quick < _SLOWER or slow < _TIMES * quick)
    if isinstance(a, Port) and isinstance(b, Port):
        return a.answer == b.answer
    if isinstance(a, Certificate) and isinstance(b, Certificate):
        return a.issuer == b.issuer and abs((a.days or 0) - (b.days or 0)) < 2
    if part == "clock":
        return isinstance(a, int) and isinstance(b, int) and abs(a - b) < _CLOCKS
    if part == "addresses" and isinstance(a, tuple) and isinstance(b, tuple):
        # SES's own addresses take turns: other ones of the public kind are no difference.
        return set(a) == set(b) or (all(map(is_public, a)) and all(map(is_public, b)))
    return a == b


def is_public(address: str) -> bool:
    """True for an address of the internet; a private one is a VPC endpoint's, or a proxy's."""
    try:
        return ip_address(address).is_global
    except ValueError:
        return False
