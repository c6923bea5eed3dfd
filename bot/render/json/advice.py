"""One cause with its fix as JSON-safe values."""

from __future__ import annotations

from typing import Any

from bot.core.values import Values
from bot.words.report import Advice, Difference, Step


def cause_object(advice: Advice) -> dict[str, Any]:
    """A cause as it stands in a report and in an explanation."""
    said: dict[str, Any] = {
        "code": advice.code,
        "severity": str(advice.severity),
        "subject": advice.subject,
        "values": _flat(advice.values),
        "title": str(advice.title),
        "why": str(advice.why),
        "fix": [_step(step) for step in advice.fix],
        "verify": str(advice.verify),
        "caution": str(advice.caution),
        "links": [{"title": link.title, "url": link.url} for link in advice.links],
    }
    return {**said, "records": [_record(record) for record in advice.differences]} if advice.differences else said


def _step(step: Step) -> dict[str, Any]:
    return {
        "text": str(step.text),
        "risk": step.risk,
        "undo": str(step.undo) if step.undo else None,
        "commands": [{"form": command.form, "text": command.text} for command in step.commands],
    }


def _record(record: Difference) -> dict[str, Any]:
    return {
        "name": record.name,
        "type": record.type,
        "expected": record.expected,
        "found": list(record.found),
        "found_at": record.found_at,
        "mistake": record.mistake,
    }


def _flat(values: Values) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
