"""Compares two snapshots part by part: what differs, what is equal, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

from bot.compare.conclusions import Conclusion, draw_conclusions
from bot.compare.snapshot import Certificate, CheckState, Port, Snapshot, StageState

# Seconds. Clocks closer than this count as equal: the answer's way through the network takes time too.
_CLOCKS = 30
# Two stages differ in speed only if one takes this many milliseconds longer and this many times as long.
_SLOWER, _TIMES = 1000, 4

Cell = str | int | tuple[str, ...] | CheckState | StageState | Port | Certificate


@dataclass(frozen=True, slots=True)
class Row:
    """One difference. part: a field of Snapshot. name: which of its members, "" where it has none. a, b: both values."""

    part: str
    name: str
    a: Cell
    b: Cell


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots compared. rows: the differences. same: (part, name) of what is equal.

    alone: (side, part, name) of what only one of them has; side 0 is a, 1 is b. conclusions: at least one, the most
    important first.
    """

    a: Snapshot
    b: Snapshot
    rows: tuple[Row, ...]
    same: tuple[tuple[str, str], ...]
    alone: tuple[tuple[int, str, str], ...]
    conclusions: tuple[Conclusion, ...] = field(default=())


def compare_snapshots(a: Snapshot, b: Snapshot) -> Comparison:
    """Compare two snapshots of the same target; each may lack parts."""
    rows, same, alone = [], [], []
    for part, name, first, second in _pairs(a, b):
        if _unknown(first) and _unknown(second):
            continue
        if first is None or second is None or _unknown(first) or _unknown(second):
            # Left out: a stage that was not reached, because the stage before it already differs; the verdict, which a
            # probe does not have; and a check without findings, because a probe asks fewer checks than a whole run.
            if part not in ("stages", "can_send") and not (part == "checks" and _nothing_found(first or second)):
                alone.append((int(_unknown(first)), part, name))
        elif _skipped(first) != _skipped(second):
            continue
        elif _equal(part, first, second):
            same.append((part, name))
        else:
            rows.append(Row(part, name, first, second))
    conclusions = draw_conclusions(a, b, differs=bool(rows))
    return Comparison(a, b, tuple(rows), tuple(same), tuple(alone), conclusions)


def _pairs(a: Snapshot, b: Snapshot) -> Iterator[tuple[str, str, Cell | None, Cell | None]]:
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


def _numbered(seen: Snapshot) -> dict[str, StageState]:
    """The stages by name. EHLO is sent twice: the second one is "ehlo 2"."""
    steps: dict[str, StageState] = {}
    for step in seen.stages:
        number = sum(known.partition(" ")[0] == step.name for known in steps)
        steps[f"{step.name} {number + 1}" if number else step.name] = step
    return steps


def _unknown(cell: Cell | None) -> bool:
    if isinstance(cell, Certificate):
        return not cell.issuer
    return cell is None or cell in ("", ())


def _skipped(cell: Cell | None) -> bool:
    """True for a check or stage that was skipped. The one that blocked it differs too and is reported itself."""
    return isinstance(cell, CheckState | StageState) and cell.outcome == "skipped"


def _nothing_found(cell: Cell | None) -> bool:
    return isinstance(cell, CheckState) and cell.outcome in ("pass", "skipped")


def _equal(part: str, a: Cell, b: Cell) -> bool:
    if isinstance(a, StageState) and isinstance(b, StageState):
        slow, quick = max(a.ms, b.ms), min(a.ms, b.ms)
        return (a.outcome, a.code) == (b.outcome, b.code) and (slow - quick < _SLOWER or slow < _TIMES * quick)
    if isinstance(a, Port) and isinstance(b, Port):
        return a.answer == b.answer
    if isinstance(a, Certificate) and isinstance(b, Certificate):
        return a.issuer == b.issuer and abs((a.days or 0) - (b.days or 0)) < 2
    if part == "clock":
        return isinstance(a, int) and isinstance(b, int) and abs(a - b) < _CLOCKS
    if part == "addresses" and isinstance(a, tuple) and isinstance(b, tuple):
        # DNS hands out SES's public addresses in turn, so two different public ones are no difference.
        return set(a) == set(b) or (all(map(is_public, a)) and all(map(is_public, b)))
    return a == b


def is_public(address: str) -> bool:
    """True for a public address. A private one belongs to a VPC endpoint or a proxy."""
    try:
        return ip_address(address).is_global
    except ValueError:
        return False
