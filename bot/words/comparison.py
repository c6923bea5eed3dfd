"""From a comparison in codes to the same in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.compare.conclusions import Remark
from bot.compare.diff import Cell, Comparison
from bot.compare.parse import Unreadable
from bot.compare.snapshot import OK, Certificate, Look, Port, Seen, Step
from bot.core.redact import cut
from bot.words.catalogue import Catalogue, catalogue
from bot.words.compared import Compared
from bot.words.report import Grid
from bot.words.values import moment, number, took

_LETTERS = ("A", "B")
# Less is the way of the answer and the whole seconds of its header.
_CLOCK = 5
# A host name in a column or a sentence; longer ones say no more.
_LONGEST = 60
_GROUPED = ("keys", "shapes", "families", "ports", "stages", "checks")


def build_comparison(result: Comparison, language: str) -> Compared:
    """The comparison in "en" or "vi"."""
    say = catalogue(language)
    names = _names(result)
    first, *more = (_remark(remark, names, say) for remark in result.says)
    rows = tuple((_thing(row.part, row.name, say), _cell(row.a, say), _cell(row.b, say)) for row in result.rows)
    return Compared(
        language=language,
        headline=first,
        says=tuple(more),
        names=names,
        sides=(_side(result.a, names[0], say), _side(result.b, names[1], say)),
        grid=Grid(say("compare.differs"), (say("compare.what"), *names), rows),
        same=_same(result, say),
        alone=tuple(_alone(result, names, say)),
        comparison=result,
    )


def unreadable(problem: Unreadable, name: str, language: str) -> str:
    """Why a text could not be used, as a sentence. name: which text."""
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
    """The machines' names; letters where these do not tell the two apart."""
    a, b = (cut(seen.vantage.host, _LONGEST) for seen in (result.a, result.b))
    if a and b and a != b:
        return a, b
    first, second = (f"{letter} ({host})" if host else letter for letter, host in zip(_LETTERS, (a, b), strict=True))
    return first, second


def _side(seen: Seen, name: str, say: Catalogue) -> str:
    place = seen.vantage
    details = [place.address, seen.target, seen.region, _moment(seen.at, say)]
    return f"{name}: {', '.join(cut(detail, _LONGEST) for detail in details if detail)}"


def _moment(at: str, say: Catalogue) -> str:
    try:
        return moment(at, say.language)
    except ValueError:
        return at


def _remark(remark: Remark, names: tuple[str, str], say: Catalogue) -> str:
    values = {name: _value(name, value, say) for name, value in remark.values.items()}
    side = remark.side or 0
    return say(
        f"compare.says.{remark.code}",
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
        return number(value, say.language)
    return _word(name, str(value), say)


def _word(name: str, code: str, say: Catalogue) -> str:
    for key in (f"compare.{name}.{code}", f"value.{name}.{code}", f"cause.{code}" if name == "causes" else ""):
        if key in say:
            return say(key)
    return code


def _reason(code: str, say: Catalogue) -> str:
    """Why a look told nothing: in words, where these need no value that a probe leaves out; else the code."""
    words = say.strings.get(f"reason.{code}", "")
    return words if words and "{{" not in words else code


def _thing(part: str, name: str, say: Catalogue) -> str:
    """What a row is about."""
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
        case Step():
            said = cell.detail or (str(cell.code) if cell.code else say(f"answer.outcome.{cell.outcome}"))
            return f"{said}, {took(cell.ms, say)}"
        case Look():
            causes = ", ".join(_word("causes", code, say) for code in cell.causes)
            outcome = say(f"answer.outcome.{cell.outcome}")
            if causes or not cell.reason:
                return ": ".join(filter(None, (outcome, causes)))
            return f"{outcome} ({_reason(cell.reason, say)})"
        case Port():
            answer = say("compare.answers") if cell.answer == OK else _word("port_state", cell.answer, say)
            return f"{answer}, {took(cell.ms, say)}"
        case Certificate():
            days = "" if cell.days is None else say("compare.days", days=cell.days)
            return ", ".join(filter(None, (cell.issuer, days)))
        case int():
            if abs(cell) < _CLOCK:
                return say("compare.clock.right")
            key = "compare.clock.slow" if cell > 0 else "compare.clock.fast"
            return say(key, seconds=number(abs(cell), say.language))
        case tuple():
            return ", ".join(cell)
    return _coded(cell, say)


def _coded(text: str, say: Catalogue) -> str:
    """A verdict, a shape or a plain value."""
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
