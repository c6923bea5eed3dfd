"""Finds the checks: walks a package and takes the CHECK of every module that has one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from types import ModuleType

from bot.core.engine import Check, Need, in_steps


class Group(StrEnum):
    """The groups of checks, in the order in which an answer lists them."""

    CONFIG = "config"
    AWS = "aws"
    SES = "ses"
    DNS = "dns"
    SMTP = "smtp"


GROUPS = tuple(Group)


def checks_in(package: ModuleType) -> tuple[Check, ...]:
    """Every CHECK below a package: by group, within a group after what it needs, then by id.

    A check that asks_region also gets a Need for the check that rules_out_region. Raises ValueError where a module's
    path and its check's id differ, or where checks need each other in a circle.
    """
    found = _with_region(tuple(_published(package)))
    step = {check.id: number for number, step in enumerate(in_steps(found)) for check in step}
    return tuple(sorted(found, key=lambda c: (GROUPS.index(c.group), step[c.id], c.id)))


def _published(package: ModuleType) -> Iterator[Check]:
    prefix = package.__name__ + "."
    for info in pkgutil.walk_packages(package.__path__, prefix):
        if info.ispkg:
            continue
        check = getattr(importlib.import_module(info.name), "CHECK", None)
        if check is None:
            continue
        if info.name.removeprefix(prefix) != check.id:
            raise ValueError(f"{info.name} publishes check {check.id}")
        yield check


def _with_region(checks: Sequence[Check]) -> tuple[Check, ...]:
    first = [Need(check.id, check.rules_out_region) for check in checks if check.rules_out_region]
    return tuple(replace(check, needs=_joined(first, check.needs)) if check.asks_region else check for check in checks)


def _joined(first: Sequence[Need], needs: Sequence[Need]) -> tuple[Need, ...]:
    """One need for each check. Where both name causes, any of them blocks."""
    by_check = {need.check: need for need in first}
    for need in needs:
        known = by_check.get(need.check, need)
        both = known.codes | need.codes if known.codes and need.codes else frozenset()
        by_check[need.check] = Need(need.check, both)
    return tuple(by_check.values())
