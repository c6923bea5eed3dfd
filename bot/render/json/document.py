"""JSON text, and the object that is printed instead of an answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.render.clean import visible

SCHEMA = "ses-check/1"


def dump(value: object) -> str:
    """Write a value as indented JSON, ended by a line end, without control characters that a terminal could obey."""
    return json.dumps(_visible(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def error_object(message: str, places: Sequence[str]) -> dict[str, Any]:
    """What is printed instead of an answer. places: the options, arguments or keys that are wrong."""
    return {"schema": SCHEMA, "error": {"message": message, "places": list(places)}}


def timestamp(when: datetime) -> str:
    """A time in UTC, as ISO 8601 in whole seconds with a Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _visible(item) for name, item in value.items()}
    return [_visible(item) for item in value] if isinstance(value, list) else value
