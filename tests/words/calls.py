"""Which keys of the locales the code names, and with which values: read from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core.repair import RepairKind

_KEY = re.compile(r"(?:reason|note|repair)\.[a-z_]+")
_MAKERS = ("Note", "Repair", "skipped", "unknown")
_NOT_VALUES = frozenset({"repair", "missing_permission", "needless"})


@dataclass(frozen=True)
class Call:
    """One Note, Repair, skipped or unknown with a literal key or kind, and the names of its values."""

    key: str
    values: frozenset[str]


def literal_keys(path: Path) -> Iterator[str]:
    """Every string that is a key, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
            yield node.value


def calls_in(path: Path) -> Iterator[Call]:
    """The calls whose key and values are both written out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in _MAKERS or not node.args:
            continue
        key, values = _key(node.args[0]), _values(node)
        if key and values is not None:
            yield Call(key, values)


def _key(node: ast.expr) -> str:
    """A literal key, or that of a RepairKind; "" where it is made in another way."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "RepairKind":
        return f"repair.{RepairKind[node.attr]}"
    return ""


def _values(node: ast.Call) -> frozenset[str] | None:
    names = {keyword.arg for keyword in node.keywords}
    if None in names:
        return None
    given = {name for name in names if name} - _NOT_VALUES
    if len(node.args) > 1:
        if not isinstance(node.args[1], ast.Dict):
            return None
        for name in node.args[1].keys:
            if not isinstance(name, ast.Constant):
                return None
            given.add(str(name.value))
    return frozenset(given)
