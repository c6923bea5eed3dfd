"""What follows from what two places saw: one remark for each thing that differs and matters. Pure; codes and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from ipaddress import ip_address

from bot.compare.snapshot import OK, Look, Seen
from bot.core.model import Values
from bot.core.target import TLS_PORTS

# AWS refuses signatures of clocks that are five minutes off; less is worth a word too, for it grows.
_CLOCK = 60
_APART = timedelta(hours=1)
_BAD = ("fail", "unknown")
_BROKEN = ("empty", "unreadable")


@dataclass(frozen=True, slots=True)
class Remark:
    """code: its words are `compare.says.<code>`. side: 0 or 1, the place that it is about; None: about both."""

    code: str
    side: int | None = None
    values: Values = field(default_factory=dict)


def remarks(a: Seen, b: Seen, *, differs: bool) -> tuple[Remark, ...]:
    """In the order in which a dialogue would meet them. differs: something does at all."""
    found = [
        *_question(a, b), *_names(a, b), *_ports(a, b), *_tls(a, b), *_credentials(a, b), *_refused(a, b),
        *_clock(a, b), *_api(a, b),
    ]  # fmt: skip
    common = _common(a, b)
    if not found and not differs:
        found.append(Remark("both", None, {"causes": common}) if common else Remark("same"))
    elif not found:
        found.append(Remark("differs"))
    elif common:
        found.append(Remark("also", None, {"causes": common}))
    return (*found, *_apart(a, b))


def _question(a: Seen, b: Seen) -> Iterator[Remark]:
    """Not the same thing was looked at."""
    for part in ("target", "region", "endpoint"):
        first, second = getattr(a, part), getattr(b, part)
        if first and second and first != second:
            yield Remark(part, None, {"one": first, "other": second})


def _credentials(a: Seen, b: Seen) -> Iterator[Remark]:
    other = False
    for way in ("smtp", "app"):
        first, second = a.keys.get(way, ""), b.keys.get(way, "")
        if first and second and first != second:
            other = True
            yield Remark("key", None, {"way": way, "one": first, "other": second})
    first, second = _account(a), _account(b)
    if first and second and first != second and not other:
        yield Remark("account", None, {"one": first, "other": second})
    for name in dict.fromkeys((*a.shapes, *b.shapes)):
        yield from _shape(name, a.shapes.get(name, ""), b.shapes.get(name, ""))


def _shape(name: str, first: str, second: str) -> Iterator[Remark]:
    if not first or not second or first == second:
        return
    for side, own, other in ((0, first.split(), second.split()), (1, second.split(), first.split())):
        damage = tuple(code for code in own[2:] if code not in other[2:])
        if own[0] in _BROKEN:
            yield Remark(own[0], side, {"field": name})
        elif damage and other[0] not in _BROKEN:
            yield Remark("damage", side, {"field": name, "damage": damage})
    if not any(shape.split()[0] in _BROKEN or shape.split()[2:] for shape in (first, second)):
        yield Remark("shape", None, {"field": name})


def _clock(a: Seen, b: Seen) -> Iterator[Remark]:
    for side, seen in enumerate((a, b)):
        if seen.clock is not None and abs(seen.clock) >= _CLOCK:
            code = "clock_slow" if seen.clock > 0 else "clock_fast"
            yield Remark(code, side, {"minutes": round(abs(seen.clock) / 60)})


def _names(a: Seen, b: Seen) -> Iterator[Remark]:
    host = (a.endpoint or b.endpoint).rpartition(":")[0]
    if (side := _only_bad(a, b, "dns.host")) is not None:
        yield Remark("name", side, {"host": host})
    elif a.addresses and b.addresses and _private(a) != _private(b):
        yield Remark("private", 0 if _private(a) else 1, {"host": host})


def _ports(a: Seen, b: Seen) -> Iterator[Remark]:
    if a.endpoint != b.endpoint or _only_bad(a, b, "dns.host") is not None:
        return
    first, second = _open(a), _open(b)
    tried = sorted(first.keys() & second.keys())
    for side, own, other in ((0, first, second), (1, second, first)):
        lost = tuple(str(port) for port in tried if other[port] and not own[port])
        if not lost:
            continue
        left = tuple(str(port) for port in sorted(own, key=partial(_preference, lost)) if own[port])
        if left:
            yield Remark("port_open", side, {"ports": lost, "open_ports": left})
        else:
            yield Remark("port", side, {"ports": lost})


def _preference(lost: tuple[str, ...], port: int) -> tuple[bool, bool, int]:
    """25 last, which clouds block sooner or later; the same TLS mode first, so that only the port has to change."""
    return port == 25, (port in TLS_PORTS) != (int(lost[0]) in TLS_PORTS), port


def _open(seen: Seen) -> dict[int, bool]:
    """Which ports greet: all that were tried, and at least the configured one, by its stages."""
    ports = {port.port: port.answer == OK for port in seen.ports}
    number = seen.endpoint.rpartition(":")[2]
    for stage in seen.stages:
        if stage.name in ("connect", "banner") and number.isdecimal():
            ports[int(number)] = ports.get(int(number), True) and stage.outcome == "pass"
    return ports


def _tls(a: Seen, b: Seen) -> Iterator[Remark]:
    first, second = a.certificate.issuer, b.certificate.issuer
    if first and second and first != second:
        amazons = ["Amazon" in issuer for issuer in (first, second)]
        if amazons[0] != amazons[1]:
            side = amazons.index(False)
            yield Remark("intercepted", side, {"issuer": (first, second)[side], "other": (first, second)[1 - side]})
        else:
            yield Remark("issuer", None, {"one": first, "other": second})
    elif (failing := _only_bad(a, b, "smtp.tls")) is not None:
        yield Remark("tls", failing, {"causes": _look((a, b)[failing], "smtp.tls").causes})


def _refused(a: Seen, b: Seen) -> Iterator[Remark]:
    """The same name, and another answer: then it is another secret, for AWS gives everybody the same one."""
    for way, check, code in (("smtp", "smtp.auth", "password"), ("app", "aws.identity", "secret")):
        refused = _only_bad(a, b, check)
        key = a.keys.get(way, "")
        if refused is None or not key or key != b.keys.get(way) or a.region != b.region:
            continue
        there = (a, b)[refused]
        if a.endpoint == b.endpoint and _look(there, check).outcome == "fail" and not _excused(there):
            yield Remark(code, refused, {"key_id": key})


def _excused(seen: Seen) -> bool:
    return seen.clock is not None and abs(seen.clock) >= _CLOCK


def _api(a: Seen, b: Seen) -> Iterator[Remark]:
    if (side := _only_bad(a, b, "aws.endpoint")) is not None:
        yield Remark("api", side, {"region": (a, b)[side].region})


def _common(a: Seen, b: Seen) -> tuple[str, ...]:
    """Causes that both found."""
    first, second = ({cause for look in seen.checks.values() for cause in look.causes} for seen in (a, b))
    return tuple(sorted(first & second))


def _apart(a: Seen, b: Seen) -> Iterator[Remark]:
    try:
        apart = abs(datetime.fromisoformat(a.at) - datetime.fromisoformat(b.at))
    except (ValueError, TypeError, OverflowError):
        return
    if apart >= _APART:
        yield Remark("apart", None, {"hours": round(apart / timedelta(hours=1))})


def _only_bad(a: Seen, b: Seen, check: str) -> int | None:
    """The side where a check did not pass while it passed on the other."""
    outcomes = [_look(seen, check).outcome for seen in (a, b)]
    for side in (0, 1):
        if outcomes[side] in _BAD and outcomes[1 - side] in ("pass", "warn"):
            return side
    return None


def _look(seen: Seen, check: str) -> Look:
    return seen.checks.get(check, Look("skipped"))


def _account(seen: Seen) -> str:
    parts = seen.caller.split(":")
    return parts[4] if len(parts) > 5 else ""


def _private(seen: Seen) -> bool:
    return any(_is_private(address) for address in seen.addresses)


def _is_private(address: str) -> bool:
    try:
        return ip_address(address).is_private
    except ValueError:
        return False
