"""A run as JSON and back: codes, values and evidence, no sentences, so that it can be read in any language later.

The JSON has the form of bot.core.model.RunResult. Fields that have their default are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bot.core.model import RunResult
from bot.store import version_1

VERSION = 2
_ADAPTER = TypeAdapter(RunResult)


def encode(run: RunResult) -> dict[str, Any]:
    """The run as JSON-safe data."""
    return {"version": VERSION, **_ADAPTER.dump_python(run, mode="json", exclude_defaults=True)}


def decode(data: Mapping[str, Any]) -> RunResult:
    """The run again, of version 1 too. Raises KeyError or ValueError where the data has another form."""
    match data["version"]:
        case 1:
            return _ADAPTER.validate_python(version_1.upgrade(data))
        case 2:
            return _ADAPTER.validate_python({name: value for name, value in data.items() if name != "version"})
        case other:
            raise ValueError(f"a run of version {other}, known are 1 and {VERSION}")
