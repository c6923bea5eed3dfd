"""A report fit for a channel: key ids, account ids and ARNs keep their last four characters."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from bot.core.redact import mask
from bot.words.compared import Compared
from bot.words.report import Advice, Command, Report, ReportLink

T = TypeVar("T")


def masked(report: Report) -> Report:
    """The report with every string masked. Commands and links that the mask would break are left out."""
    return replace(_each(report), run_id=report.run_id)


def masked_comparison(compared: Compared) -> Compared:
    """The comparison with every string masked."""
    return _each(compared)


def _masked(value: Any) -> Any:
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple):
        return tuple(_masked(item) for item in value if not _broken(item))
    if isinstance(value, Advice):
        return replace(_each(value), values=value.values)
    if is_dataclass(value) and not isinstance(value, type):
        return _each(value)
    return value


def _each(value: T) -> T:
    changed = {f.name: _masked(getattr(value, f.name)) for f in fields(value)}  # type: ignore[arg-type]
    return replace(value, **changed)  # type: ignore[type-var]


def _broken(item: Any) -> bool:
    """A command or a link with a masked value in it would do harm or lead nowhere."""
    if isinstance(item, Command):
        return mask(item.text) != item.text
    return isinstance(item, ReportLink) and mask(item.url) != item.url
