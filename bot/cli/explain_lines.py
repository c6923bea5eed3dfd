"""`ses-check explain --jsonl`: explains many texts, one JSON object a line, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bot.cli.leaving import put
from bot.explain.explain import explain
from bot.explain.explanation import Unreadable
from bot.explain.record import record

_NONE_VALID = 2


def explain_lines(lines: Iterable[bytes]) -> int:
    """Print one result for each line. The exit code: 0, or 2 if there were lines and none was valid."""
    valid = total = 0
    for number, line in enumerate(lines, 1):
        answer = explain_line(line, number)
        put(json.dumps(answer, ensure_ascii=False) + "\n")
        total += 1
        valid += "error" not in answer
    return 0 if valid or not total else _NONE_VALID


def explain_line(line: bytes, number: int) -> dict[str, Any]:
    """The result of one line as JSON-safe values, or the error in it. number: of the line, from 1."""
    identity: Any = None
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return _wrong(identity, number, "not valid JSON")
    if not isinstance(given, dict):
        return _wrong(identity, number, "not a JSON object")
    identity = given.get("id")
    if not isinstance(identity, str | int | float | None):
        return _wrong(None, number, "id must be a string or a number")
    text = given.get("text")
    if not isinstance(text, str):
        return _wrong(identity, number, "text must be a string")
    result = explain(text)
    if isinstance(result, Unreadable):
        return _wrong(identity, number, f"text is {result.reason.replace('_', ' ')}")
    return {"id": identity, **record(result)}


def _wrong(identity: Any, number: int, error: str) -> dict[str, Any]:
    return {"id": identity, "line": number, "error": error}
