"""Reads the two halves of a cause file: the facts of its causes, and the signs of pasted texts below SIGNS_LINE.

Each half is valid TOML by itself. A check run parses only the facts; parsing the signs too would slow its start.
"""

from __future__ import annotations

from pathlib import Path

SIGNS_LINE = "\n# The signs of these causes in pasted error texts (bot/causes/signs.py).\n"


def facts_half(path: Path) -> str:
    """Returns the text above SIGNS_LINE, or the whole file where it has no such line."""
    return path.read_text(encoding="utf-8").partition(SIGNS_LINE)[0]


def signs_half(path: Path) -> str:
    """Returns the text below SIGNS_LINE, or "" where the file has no such line."""
    return path.read_text(encoding="utf-8").partition(SIGNS_LINE)[2]
