"""A snapshot as people paste it: JSON with a line for each part, so that they can read it too."""

from __future__ import annotations

import json

from bot.compare.snapshot import Snapshot, encode_snapshot
from bot.render.clean import visible
from bot.render.screen import PLAIN, Screen
from bot.words.report import Report


def render(report: Report, _screen: Screen = PLAIN) -> str:
    """The snapshot of a report, ended by a line end; "" where the report has none."""
    return write_snapshot(report.snapshot) if report.snapshot else ""


def write_snapshot(snapshot: Snapshot) -> str:
    """The object "ses-check-probe/1", ended by a line end."""
    parts = (f"{json.dumps(name)}:{_short(value)}" for name, value in encode_snapshot(snapshot).items())
    return "{" + ",\n".join(parts) + "}\n"


def _short(value: object) -> str:
    return visible(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
