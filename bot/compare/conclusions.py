"""Says what follows from two snapshots: one Conclusion for each difference that matters, as a code and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from ipaddress import ip_address

from bot.compare.snapshot import OK, CheckState, Snapshot
from bot.core.target import TLS_PORTS
from bot.core.values import Values

# Seconds. AWS refuses signatures from a clock that is five minutes off; a smaller error is reported because it grows.
_CLOCK = 60
_APART = timedelta(hours=1)
_BAD = ("fail", "unknown")
_BROKEN = ("empty", "unreadable")


class ComparedCheck(StrEnum):
    """The checks from whose outcome something follows: ids as a snapshot of any version has them."""

    NAME = "dns.host"
    TLS = "smtp.tls"
    LOGIN = "smtp.auth"
    CALLER = "aws.identity"
    API = "aws.endpoint"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """code: its words are `compare.says.<code>`. side: 0 for a, 1 for b, None where it is about both."""

    code: str
    side: int | None = None
    values: Values = field(default_factory=dict)


def draw_conclusions(a: Snapshot, b: Snapshot, *, differs: bool) -> tuple[Conclusion, ...]:
    """At least one conclusion, in the order in which an SMTP dialogue meets them. differs: whether any row differs."""
    found = [
        *_question(a, b), *_names(a, b), *_ports(a, b), *_tls(a, b), *_credentials(a, b), *_refused(a, b),
        *_clock(a, b), *_api(a, b),
    ]  # fmt: skip
    common = _common(a, b)
    if not found and not differs:
        found.append(Conclusion("both", None, {"causes": common}) if common else Conclusion("same"))
    elif not found:
        found.append(Conclusion("differs"))
    elif common:
        found.append(Conclusion("also", None, {"causes": common}))
    return (*found, *_apart(a, b))


def _question(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    """The two runs did not ask about the same target, region or endpoint."""
    for part in ("target", "region", "endpoint"):
        first, second = getattr(a, part), getattr(b, part)
        if first and second and first != second:
            yield Conclusion(part, None, {"one": first, "other": second})


def _credentials(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    other = False
    for way in ("smtp", "app"):
        first, second = a.keys.get(way, ""), b.keys.get(way, "")
        if first and second and first != second:
            other = True
            yield Conclusion("key", None, {"way": way, "one": first, "other": second})
    first, second = _account(a), _account(b)
    if first and second and first != second and not other:
        yield Conclusion("account", None, {"one": first, "other": second})
    for name in dict.fromkeys((*a.shapes, *b.shapes)):
        yield from _shape(name, a.shapes.get(name, ""), b.shapes.get(name, ""))


def _shape(name: str, first: str, second: str) -> Iterator[Conclusion]:
    if not first or not second or first == second:
        return
    for side, own, other in ((0, first.split(), second.split()), (1, second.split(), first.split())):
        damage = tuple(code for code in own[2:] if code not in other[2:])
        if own[0] in _BROKEN:
            yield Conclusion(own[0], side, {"field": name})
        elif damage and other[0] not in _BROKEN:
            yield Conclusion("damage", side, {"field": name, "damage": damage})
    if not any(shape.split()[0] in _BROKEN or shape.split()[2:] for shape in (first, second)):
        yield Conclusion("shape", None, {"field": name})


def _clock(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    for side, snapshot in enumerate((a, b)):
        if snapshot.clock is not None and abs(snapshot.clock) >= _CLOCK:
            code = "clock_slow" if snapshot.clock > 0 else "clock_fast"
            yield Conclusion(code, side, {"minutes": round(abs(snapshot.clock) / 60)})


def _names(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    host = (a.endpoint or b.endpoint).rpartition(":")[0]
    if (side := _only_bad(a, b, ComparedCheck.NAME)) is not None:
        yield Conclusion("name", side, {"host": host})
    elif a.addresses and b.addresses and _private(a) != _private(b):
        yield Conclusion("private", 0 if _private(a) else 1, {"host": host})


def _ports(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    if a.endpoint != b.endpoint or _only_bad(a, b, ComparedCheck.NAME) is not None:
        return
    first, second = _open(a), _open(b)
    tried = sorted(first.keys() & second.keys())
    for side, own, other in ((0, first, second), (1, second, first)):
        lost = tuple(str(port) for port in tried if other[port] and not own[port])
        if not lost:
            continue
        left = tuple(str(port) for port in sorted(own, key=partial(_preference, lost)) if own[port])
        if left:
            yield Conclusion("port_open", side, {"ports": lost, "open_ports": left})
        else:
            yield Conclusion("port", side, {"ports": lost})


def _preference(lost: tuple[str, ...], port: int) -> tuple[bool, bool, int]:
    """Sort key for the open ports: 25 last, since clouds block it; the lost port's TLS mode first, so only the port changes."""
    return port == 25, (port in TLS_PORTS) != (int(lost[0]) in TLS_PORTS), port


def _open(snapshot: Snapshot) -> dict[int, bool]:
    """Whether each tried port greeted. The configured port counts by its stages where no sweep of ports was made."""
    ports = {port.port: port.answer == OK for port in snapshot.ports}
    number = snapshot.endpoint.rpartition(":")[2]
    for stage in snapshot.stages:
        if stage.name in ("connect", "banner") and number.isdecimal():
            ports[int(number)] = ports.get(int(number), True) and stage.outcome == "pass"
    return ports


def _tls(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    first, second = a.certificate.issuer, b.certificate.issuer
    if first and second and first != second:
        amazons = ["Amazon" in issuer for issuer in (first, second)]
        if amazons[0] != amazons[1]:
            side = amazons.index(False)
            yield Conclusion("intercepted", side, {"issuer": (first, second)[side], "other": (first, second)[1 - side]})
        else:
            yield Conclusion("issuer", None, {"one": first, "other": second})
    elif (failing := _only_bad(a, b, ComparedCheck.TLS)) is not None:
        yield Conclusion("tls", failing, {"causes": _state((a, b)[failing], ComparedCheck.TLS).causes})


def _refused(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    """The same key id is accepted on one machine and refused on the other: the secrets differ, as AWS has only one."""
    for way, check, code in (("smtp", ComparedCheck.LOGIN, "password"), ("app", ComparedCheck.CALLER, "secret")):
        refused = _only_bad(a, b, check)
        key = a.keys.get(way, "")
        if refused is None or not key or key != b.keys.get(way) or a.region != b.region:
            continue
        there = (a, b)[refused]
        if a.endpoint == b.endpoint and _state(there, check).outcome == "fail" and not _excused(there):
            yield Conclusion(code, refused, {"key_id": key})


def _excused(snapshot: Snapshot) -> bool:
    return snapshot.clock is not None and abs(snapshot.clock) >= _CLOCK


def _api(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    if (side := _only_bad(a, b, ComparedCheck.API)) is not None:
        yield Conclusion("api", side, {"region": (a, b)[side].region})


def _common(a: Snapshot, b: Snapshot) -> tuple[str, ...]:
    """Codes of the causes that both found."""
    first, second = ({cause for look in snapshot.checks.values() for cause in look.causes} for snapshot in (a, b))
    return tuple(sorted(first & second))


def _apart(a: Snapshot, b: Snapshot) -> Iterator[Conclusion]:
    try:
        apart = abs(datetime.fromisoformat(a.at) - datetime.fromisoformat(b.at))
    except (ValueError, TypeError, OverflowError):
        return
    if apart >= _APART:
        yield Conclusion("apart", None, {"hours": round(apart / timedelta(hours=1))})


def _only_bad(a: Snapshot, b: Snapshot, check: str) -> int | None:
    """The side on which a check failed or is unknown while it passed on the other; None where that is not so."""
    outcomes = [_state(snapshot, check).outcome for snapshot in (a, b)]
    for side in (0, 1):
        if outcomes[side] in _BAD and outcomes[1 - side] in ("pass", "warn"):
            return side
    return None


def _state(snapshot: Snapshot, check: str) -> CheckState:
    return snapshot.checks.get(check, CheckState("skipped"))


def _account(snapshot: Snapshot) -> str:
    parts = snapshot.caller.split(":")
    return parts[4] if len(parts) > 5 else ""


def _private(snapshot: Snapshot) -> bool:
    return any(_is_private(address) for address in snapshot.addresses)


def _is_private(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
