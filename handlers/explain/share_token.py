"""Keeps an explanation within the value of a button, because explanations are not stored.

The value holds codes, and the facts that the answer shows anyway; never the pasted text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from bot.causes import all_causes
from bot.explain.dialects import all_dialects
from bot.explain.explanation import Certainty, Explanation, Retry, Suspect
from bot.explain.facts import Facts
from bot.explain.record import record

# Slack's limit for a button's value.
MOST = 2_000
_TUPLES = frozenset(field.name for field in fields(Facts) if field.default == ())
_NUMBERS = ("reply_code", "port")


@dataclass(frozen=True, slots=True)
class SharedExplanation:
    """An explanation behind a button. thread_ts: of the thread to share it in, "" for the channel itself.

    language: of the private message that holds the button, "" in a message that all read.
    """

    result: Explanation
    thread_ts: str = ""
    language: str = ""


def encode(shared: SharedExplanation) -> str:
    """The button's value, JSON. The facts are left out where it would be longer than Slack allows."""
    whole = {**record(shared.result), "thread": shared.thread_ts, "language": shared.language}
    short = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return short if len(short) <= MOST else json.dumps({**whole, "facts": {}}, separators=(",", ":"))


def decode(value: str) -> SharedExplanation | None:
    """The explanation in a button's value; None where another version wrote it, or nobody of ours."""
    try:
        raw = json.loads(value)
        return SharedExplanation(_explanation(raw), str(raw["thread"]), str(raw.get("language", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _explanation(raw: dict[str, Any]) -> Explanation:
    provider = raw["provider"]
    if provider is not None and provider not in {dialect.name for dialect in all_dialects()}:
        raise ValueError("no such provider")
    return Explanation(
        verdict=Certainty(raw["verdict"]),
        causes=_suspects(raw["causes"]),
        nearest=_suspects(raw["nearest"]),
        facts=_facts(raw["facts"]),
        provider=provider,
        retry=Retry(raw["retry"]),
    )


def _suspects(raw: list[dict[str, Any]]) -> tuple[Suspect, ...]:
    return tuple(Suspect(s["code"], float(s["confidence"])) for s in raw if s["code"] in all_causes())


def _facts(raw: dict[str, Any]) -> Facts:
    known = {field.name for field in fields(Facts)}
    return Facts(**{name: _fact(name, value) for name, value in raw.items() if name in known})


def _fact(name: str, value: Any) -> Any:
    if name in _TUPLES:
        return tuple(map(str, value))
    return int(value) if name in _NUMBERS else str(value)
