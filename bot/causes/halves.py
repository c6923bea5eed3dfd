"""A file of causes has two halves: the facts of its causes, and below a line of its own the signs of pasted texts.

Each half is TOML by itself, so that whoever needs one does not wait for the other.
"""

from __future__ import annotations

from pathlib import Path

SIGNS_LINE = "\n# What a pasted text shows (bot/causes/signs.py).\n"


def facts_half(path: Path) -> str:
    """What stands above the line; everything where there is none."""
    return path.read_text(encoding="utf-8").partition(SIGNS_LINE)[0]


def signs_half(path: Path) -> str:
    """What stands below the line; "" where there is none."""
    return path.read_text(encoding="utf-8").partition(SIGNS_LINE)[2]
