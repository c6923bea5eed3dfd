"""Puts a comparison of two snapshots into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.compare.conclusions import Conclusion
from bot.compare.diff import Cell, Comparison
from bot.compare.parse import Unreadable
from bot.compare.snapshot import OK, Certificate, CheckState, Port, Snapshot, StageState
from bot.core.redact import cut
from bot.words.catalogue import Catalogue, catalogue
from bot.words.report import Grid
from bot.words.values import format_duration, format_moment, format_number

_LETTERS = ("A", "B")
# Seconds. Less comes from the answer's way and from its header, which has whole seconds.
_CLOCK = 5
# Characters of a host name in a column or a sentence.
_LONGEST = 60
_GROUPED = ("keys", "shapes", "families", "ports", "stages", "checks")


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """A comparison in one language. comparison: the codes and values behind it.

    headline: the most important conclusion. conclusions: the others, a sentence each. names: what the two machines are
    called. sides: a line about each. grid: the differences; no rows where there are none. same: a sentence about what
    is equal, "" for nothing. alone: sentences about what only one of them has.
    """

    language: str
    headline: str
    conclusions: tuple[str, ...]
    names: tuple[str, str]
    sides: tuple[str, str]
    grid: Grid
    same: str
    alone: tuple[str, ...]
    comparison: Comparison


def build_comparison(result: Comparison, language: str) -> ComparisonReport:
    """Put a comparison into a language."""
    say = catalogue(language)
    names = _names(result)
    first, *more = (_conclusion(conclusion, names, say) for conclusion in result.conclusions)
    rows = tuple((_thing(row.part, row.name, say), _cell(row.a, say), _cell(row.b, say)) for row in result.rows)
    return ComparisonReport(
        language=language,
        headline=first,
        conclusions=tuple(more),
        names=names,
        sides=(_side(result.a, names[0], say), _side(result.b, names[1], say)),
        grid=Grid(say("compare.differs"), (say("compare.what"), *names), rows),
        same=_same(result, say),
        alone=tuple(_alone(result, names, say)),
        comparison=result,
    )


def describe_problem(problem: Unreadable, name: str, language: str) -> str:
    """A sentence that says why a text holds no snapshot. name: what to call the text."""
    values = {"name": name, **problem.values}
    return _PROBLEMS[problem.reason](catalogue(language), values)


_PROBLEMS: Mapping[str, Callable[[Catalogue, Mapping[str, str | int]], str]] = {
    "empty": lambda say, v: say("compare.bad.empty", **v),
    "too_long": lambda say, v: say("compare.bad.too_long", **v),
    "not_json": lambda say, v: say("compare.bad.not_json", **v),
    "not_object": lambda say, v: say("compare.bad.not_object", **v),
    "schema": lambda say, v: say("compare.bad.schema" if v["schema"] else "compare.bad.no_schema", **v),
    "lacks": lambda say, v: say("compare.bad.lacks", **v),
    "part": lambda say, v: say("compare.bad.part", **v),
    "error": lambda say, v: say("compare.bad.error", **v),
}


def _names(result: Comparison) -> tuple[str, str]:
    """The machines' host names; with letters before them where the host names are equal or unknown."""
    a, b = (cut(snapshot.vantage.host, _LONGEST) for snapshot in (result.a, result.b))
    if a and b and a != b:
        return a, b
    first, second = (f"{letter} ({host})" if host else letter for letter, host in zip(_LETTERS, (a, b), strict=True))
    return first, second


def _side(snapshot: Snapshot, name: str, say: Catalogue) -> str:
    place = snapshot.vantage
    details = [place.address, snapshot.target, snapshot.region, _moment(snapshot.at, say)]
    return f"{name}: {', '.join(cut(detail, _LONGEST) for detail in details if detail)}"


def _moment(at: str, say: Catalogue) -> str:
    try:
        return format_moment(at, say.language)
    except ValueError:
        return at


def _conclusion(conclusion: Conclusion, names: tuple[str, str], say: Catalogue) -> str:
    values = {name: _value(name, value, say) for name, value in conclusion.values.items()}
    side = conclusion.side or 0
    return say(
        f"compare.says.{conclusion.code}",
        **values,
        here=names[side],
        there=names[1 - side],
        first=names[0],
        second=names[1],
    )


def _value(name: str, value: object, say: Catalogue) -> str:
    if isinstance(value, tuple):
        return ", ".join(_word(name, item, say) for item in value)
    if isinstance(value, int):
        return format_number(value, say.language)
    return _word(name, str(value), say)


def _word(name: str, code: str, say: Catalogue) -> str:
    for key in (f"compare.{name}.{code}", f"value.{name}.{code}", f"cause.{code}" if name == "causes" else ""):
        if key in say:
            return say(key)
    return code


def _reason(code: str, say: Catalogue) -> str:
    """Why a check is UNKNOWN or SKIPPED, in words. The code itself where the words need values: a snapshot has none."""
    words = say.strings.get(f"reason.{code}", "")
    return words if words and "{{" not in words else code


def _thing(part: str, name: str, say: Catalogue) -> str:
    """A part of a snapshot in words."""
    match part:
        case "checks":
            key = f"check.{name}"
            return say(key) if key in say else name
        case "stages":
            stage, _, number = name.partition(" ")
            key = f"answer.stage.{stage}"
            return f"{say(key) if key in say else stage.upper()} {number}".strip()
        case "ports":
            return say("compare.part.port", port=name)
        case "families":
            return {"ipv4": "IPv4", "ipv6": "IPv6"}.get(name, name)
        case "keys" | "shapes":
            return _word("field", name, say)
    return say(f"compare.part.{part}")


def _cell(cell: Cell, say: Catalogue) -> str:
    match cell:
        case StageState():
            said = cell.detail or (str(cell.code) if cell.code else say(f"answer.outcome.{cell.outcome}"))
            return f"{said}, {format_duration(cell.ms, say)}"
        case CheckState():
            causes = ", ".join(_word("causes", code, say) for code in cell.causes)
            outcome = say(f"answer.outcome.{cell.outcome}")
            if causes or not cell.reason:
                return ": ".join(filter(None, (outcome, causes)))
            return f"{outcome} ({_reason(cell.reason, say)})"
        case Port():
            answer = say("compare.answers") if cell.answer == OK else _word("port_state", cell.answer, say)
            return f"{answer}, {format_duration(cell.ms, say)}"
        case Certificate():
            days = "" if cell.days is None else say("compare.days", days=cell.days)
            return ", ".join(filter(None, (cell.issuer, days)))
        case int():
            if abs(cell) < _CLOCK:
                return say("compare.clock.right")
            key = "compare.clock.slow" if cell > 0 else "compare.clock.fast"
            return say(key, seconds=format_number(abs(cell), say.language))
        case tuple():
            return ", ".join(cell)
    return _coded(cell, say)


def _coded(text: str, say: Catalogue) -> str:
    """A verdict or a shape in words; any other text as it is."""
    if (key := f"compare.can_send.{text}") in say:
        return say(key)
    kind, _, rest = text.partition(" ")
    if (key := f"compare.kind.{kind}") in say:
        length, *damage = rest.split() or [""]
        counted = say("compare.length", length=length) if length else ""
        return ", ".join(filter(None, (say(key), counted, *(_word("damage", code, say) for code in damage))))
    return say("compare.answers") if text == OK else _word("port_state", text, say)


def _same(result: Comparison, say: Catalogue) -> str:
    differing = {row.part for row in result.rows}
    things = []
    for part, name in result.same:
        if part not in _GROUPED:
            things.append(_thing(part, name, say))
        else:
            key = f"compare.others.{part}" if part in differing else f"compare.parts.{part}"
            things.append(say(key))
    return say("compare.same", things=", ".join(dict.fromkeys(things))) if things else ""


def _alone(result: Comparison, names: tuple[str, str], say: Catalogue) -> Iterator[str]:
    for side in (0, 1):
        things = _listed(((part, name) for owner, part, name in result.alone if owner == side), say)
        if things:
            yield say("compare.alone", name=names[side], things=things)


def _listed(things: Iterable[tuple[str, str]], say: Catalogue) -> str:
    return ", ".join(dict.fromkeys(_thing(part, name, say) for part, name in things))
