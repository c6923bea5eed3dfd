"""Finds the checks: walks the packages that it is handed and takes every module's CHECK."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from bot.core.engine import Check


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
    return tuple(sorted(found, key=lambda c: (GROUPS.index(c.group), c.id)))


GROUPS = ("config", "aws", "ses", "dns", "smtp")
