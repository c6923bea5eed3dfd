"""Reads snapshots back from pasted or saved text. Each value is checked, shortened and cleaned of secrets."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.compare.snapshot import DETAIL, SCHEMA, Certificate, CheckState, Port, Snapshot, StageState
from bot.core.model import Outcome, Vantage, Verdict
from bot.core.redact import cut, strip_controls, without_secrets

ANSWER_SCHEMA = "ses-check/1"
# A whole answer with all its fixes has some 30,000 characters.
MAX_CHARACTERS = 400_000
_TEXT = 300
_ITEMS = 60
_BIGGEST = 10**9
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"') | {"\u00a0": " "})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
# <http://email-smtp.eu-west-1.amazonaws.com|email-smtp.eu-west-1.amazonaws.com>, as Slack's editor makes of host names.
_LINK = re.compile(r"<(?:https?://|mailto:)[^<>|\n]{1,400}\|([^<>|\n]{1,400})>")
_BARE = re.compile(r"<((?:https?://|mailto:)[^<>|\n]{1,400})>")
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
_SMTP_CODE = re.compile(r"[2-5]\d\d\b")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text holds no snapshot.

    reason: empty, too_long, not_json (line, column), not_object, schema (schema), lacks (part), part (part) or error
    (message: what the command itself said instead of an answer).
    """

    reason: str
    values: Mapping[str, str | int]


class _Damaged(Exception):
    """A part of the object is missing or has the wrong type."""

    def __init__(self, part: str, *, lacking: bool = False) -> None:
        super().__init__(part)
        self.part, self.lacking = part, lacking


def parse_snapshots(text: str) -> tuple[Snapshot | Unreadable, ...]:
    """Each object of the text, in its order; one Unreadable where there is none."""
    if len(text) > MAX_CHARACTERS:
        return (Unreadable("too_long", {}),)
    plain = _unescaped(text)
    found = tuple(_objects(plain))
    # Quotes are repaired only where the text is not valid JSON: a value may hold a typographic quote itself.
    for undone in (_straight(plain), _unbroken(_straight(plain))):
        if _failed(found) and not _failed(again := tuple(_objects(undone))):
            found = again
    return tuple(each if isinstance(each, Unreadable) else _read(each) for each in found) or (Unreadable("empty", {}),)


def _failed(found: tuple[Any, ...]) -> bool:
    return any(isinstance(each, Unreadable) for each in found)


def _unescaped(text: str) -> str:
    """The text without what Slack adds to a paste: links, its three escapes, invisible characters."""
    plain = _BARE.sub(r"\1", _LINK.sub(r"\1", _INVISIBLE.sub("", text)))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _straight(text: str) -> str:
    """The text with typographic quotes, as editors write them, made straight."""
    return html.unescape(text.translate(_QUOTES))


def _objects(text: str) -> Iterator[Any]:
    """Every JSON object in the text, whatever stands around it: code fences, words, line ends."""
    decoder = json.JSONDecoder(strict=False)
    at = text.find("{")
    if at < 0:
        if text.strip().strip("`"):
            yield Unreadable("not_object", {})
        return
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except RecursionError:
            yield Unreadable("not_json", {"line": 1, "column": 1})
            return
        except ValueError as error:
            place = error if isinstance(error, json.JSONDecodeError) else None
            yield Unreadable("not_json", {"line": place.lineno if place else 1, "column": place.colno if place else 1})
            return
        yield value
        at = text.find("{", end)


def _read(given: Any) -> Snapshot | Unreadable:
    schema = given.get("schema") if isinstance(given, dict) else None
    if schema not in (SCHEMA, ANSWER_SCHEMA):
        return Unreadable("schema", {"schema": cut(_clean(schema), 60) if isinstance(schema, str) else ""})
    if isinstance(given.get("error"), dict):
        return Unreadable("error", {"message": _clean(given["error"].get("message"))})
    try:
        if schema == SCHEMA:
            return _snapshot(given)
        return _from_answer(given)
    except _Damaged as damaged:
        return Unreadable("lacks" if damaged.lacking else "part", {"part": damaged.part})


def _snapshot(given: Mapping[str, Any]) -> Snapshot:
    if "target" not in given:
        raise _Damaged("target", lacking=True)
    if "checks" not in given:
        raise _Damaged("checks", lacking=True)
    certificate = _mapping(given, "certificate")
    return Snapshot(
        target=_text(given, "target"),
        region=_text(given, "region"),
        at=_text(given, "at"),
        ms=_number(given, "ms") or 0,
        vantage=_vantage(given),
        can_send=_choice(given, "can_send", Verdict),
        endpoint=_text(given, "endpoint"),
        keys=_texts(given, "keys"),
        shapes=_texts(given, "shapes"),
        caller=_text(given, "caller"),
        clock=_number(given, "clock"),
        addresses=tuple(_each(given, "addresses", lambda item: _string(item, "addresses"))),
        peer=_text(given, "peer"),
        certificate=Certificate(_text(certificate, "issuer"), _text(certificate, "tls"), _number(certificate, "days")),
        families=_texts(given, "families"),
        ports=tuple(_each(given, "ports", _port)),
        stages=tuple(_each(given, "stages", _stage)),
        checks={
            _code(name, "checks"): _check(value, f"checks.{cut(_clean(name), 60)}")
            for name, value in list(_mapping(given, "checks").items())[:_ITEMS]
        },
    )


def _from_answer(given: Mapping[str, Any]) -> Snapshot:
    """The snapshot in a whole answer. An answer of an older version has no "seen": its checks and stages are used."""
    head = {name: given[name] for name in ("target", "region", "ms", "can_send", "vantage") if name in given}
    if "seen" in given:
        return _snapshot({**_mapping(given, "seen"), **head})
    checks = list(_each(given, "checks", lambda item: item if isinstance(item, dict) else _damaged("checks")))
    looks = {str(check.get("id", "")): {**check, "reason": ""} for check in checks}
    stages = [stage for check in checks for stage in _each(check, "stages", lambda item: item)]
    return _snapshot({**head, "at": given.get("started_at", ""), "checks": looks, "stages": stages})


def _vantage(given: Mapping[str, Any]) -> Vantage:
    place = _mapping(given, "vantage")
    return Vantage(_text(place, "host"), _text(place, "address"), _text(place, "version"))


def _port(item: Any) -> Port:
    port = _number(_object(item, "ports"), "port")
    if port is None or not 0 < port < 65536:
        raise _Damaged("ports.port")
    return Port(port, _code(item.get("answer"), "ports.answer"), _number(item, "ms") or 0)


def _stage(item: Any) -> StageState:
    stage = _object(item, "stages")
    reply = _text(stage, "reply") if "reply" in stage else ""
    outcome = _choice(stage, "outcome", Outcome)
    told = _SMTP_CODE.match(reply)
    code = _number(stage, "code") or (int(told[0]) if told else 0)
    detail = "" if outcome == Outcome.PASS else cut(_text(stage, "detail") or reply, DETAIL)
    return StageState(_code(stage.get("name"), "stages.name"), outcome, _number(stage, "ms") or 0, code, detail)


def _check(item: Any, part: str) -> CheckState:
    check = _object(item, part)
    causes = tuple(_each(check, "causes", lambda cause: _code(cause, f"{part}.causes")))
    reason = check.get("reason")
    return CheckState(_choice(check, "outcome", Outcome), causes, _code(reason, f"{part}.reason") if reason else "")


def _each(given: Mapping[str, Any], part: str, one: Callable[[Any], Any]) -> Iterator[Any]:
    value = given.get(part)
    if value is None:
        return
    if not isinstance(value, list):
        raise _Damaged(part)
    yield from map(one, value[:_ITEMS])


def _object(item: Any, part: str) -> Mapping[str, Any]:
    return item if isinstance(item, dict) else _damaged(part)


def _mapping(given: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    value = given.get(part)
    return {} if value is None else _object(value, part)


def _texts(given: Mapping[str, Any], part: str) -> dict[str, str]:
    items = list(_mapping(given, part).items())[:_ITEMS]
    return {_code(name, part): _string(value, part) for name, value in items}


def _text(given: Mapping[str, Any], part: str) -> str:
    value = given.get(part)
    return "" if value is None else _string(value, part)


def _string(value: Any, part: str) -> str:
    return _clean(value) if isinstance(value, str) else _damaged(part)


def _number(given: Mapping[str, Any], part: str) -> int | None:
    value = given.get(part)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _BIGGEST:
        raise _Damaged(part)
    return value


def _code(value: Any, part: str) -> str:
    """A name or code as this program writes them. Raises _Damaged for anything else."""
    code = _unbroken(value)
    return code if _CODE.fullmatch(code) else _damaged(part)


def _choice(given: Mapping[str, Any], part: str, choices: type[Outcome] | type[Verdict]) -> str:
    value = given.get(part)
    if value is None and choices is Verdict:
        return ""
    return str(value) if value in [str(choice) for choice in choices] else _damaged(part)


def _clean(value: Any) -> str:
    return cut(without_secrets(strip_controls(_unbroken(value)))[0], _TEXT)


def _unbroken(value: Any) -> str:
    """The value without line breaks: a terminal adds them to long lines that are copied from it."""
    return re.sub(r"[\r\n]+", "", value) if isinstance(value, str) else ""


def _damaged(part: str) -> Any:
    raise _Damaged(part)
