"""A run as plain JSON: codes, values and evidence, no words, so that it can be read in any language later.

The form is that of bot.core.model.RunResult; fields that have their default are left out.
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
    """JSON-safe data of a run."""
    return {"version": VERSION, **_ADAPTER.dump_python(run, mode="json", exclude_defaults=True)}


def decode(data: Mapping[str, Any]) -> RunResult:
    """The run again, of version 1 too. Raises KeyError or ValueError on data of another shape."""
    match data["version"]:
        case 1:
            return _ADAPTER.validate_python(version_1.upgrade(data))
        case 2:
            return _ADAPTER.validate_python({name: value for name, value in data.items() if name != "version"})
        case other:
            raise ValueError(f"a run of version {other}, this is {VERSION}")
