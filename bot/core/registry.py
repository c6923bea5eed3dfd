"""Finds the checks: walks the packages that it is handed and takes every module's CHECK."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from bot.core.engine import Check

GROUPS = ("config", "aws", "ses", "dns", "smtp")


def checks_in(package: ModuleType) -> tuple[Check, ...]:
    """Every CHECK below a package, by id. Raises ValueError where a module's path and its check's id differ."""
    found = []
    prefix = package.__name__ + "."
    for info in pkgutil.walk_packages(package.__path__, prefix):
        if info.ispkg:
            continue
        check = getattr(importlib.import_module(info.name), "CHECK", None)
        if check is None:
            continue
        if info.name.removeprefix(prefix) != check.id:
            raise ValueError(f"{info.name} publishes check {check.id}")
        found.append(check)
    by_id = {check.id: check for check in found}
    return tuple(sorted(found, key=lambda c: (GROUPS.index(c.group), _depth(c, by_id), c.id)))


def _depth(check: Check, by_id: dict[str, Check]) -> int:
    """How many checks must come before, in the longest row."""
    return max((1 + _depth(by_id[n.check], by_id) for n in check.needs if n.check in by_id), default=0)
