"""Writes the place of a mistake as in the targets file: targets.prod.smtp.port, targets."a b", regions[1]."""

from __future__ import annotations

import re

from bot.core.redact import Redactor, cut, strip_controls

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LIMIT = 40


def place(*path: str | int) -> str:
    """Returns a path joined by dots. Names that are no bare keys are quoted; what looks like a secret is removed."""
    joined = ""
    for step in path:
        if isinstance(step, int):
            joined += f"[{step}]"
        else:
            joined += ("." if joined else "") + _key(step)
    return joined


def _key(name: str) -> str:
    shown = cut(strip_controls(Redactor().clean(name)), _LIMIT)
    return shown if _BARE.fullmatch(shown) else '"' + shown.replace('"', "'") + '"'
