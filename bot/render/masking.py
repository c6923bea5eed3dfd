"""Masks a report for a channel: of key ids, account ids and ARNs the last four characters stay, of a recipient the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from bot.core.address import masked as masked_address
from bot.core.redact import mask
from bot.words.comparison import ComparisonReport
from bot.words.report import Advice, Command, Report, ReportLink

T = TypeVar("T")
Hide = Callable[[str], str]


def masked(report: Report, recipient: str = "") -> Report:
    """The report with every string masked. Commands and links that the mask would break are left out.

    recipient: the person's address that the run was asked about, "" for none.
    """

    def hide(text: str) -> str:
        shown = mask(text)
        return shown.replace(recipient, masked_address(recipient)) if recipient else shown

    return replace(_each(report, hide), run_id=report.run_id)


def masked_comparison(compared: ComparisonReport) -> ComparisonReport:
    """The comparison with every string masked."""
    return _each(compared, mask)


def _masked(value: Any, hide: Hide) -> Any:
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, tuple):
        return tuple(_masked(item, hide) for item in value if not _broken(item, hide))
    if isinstance(value, Advice):
        return replace(_each(value, hide), values=value.values)
    if is_dataclass(value) and not isinstance(value, type):
        return _each(value, hide)
    return value


def _each(value: T, hide: Hide) -> T:
    changed = {f.name: _masked(getattr(value, f.name), hide) for f in fields(value)}  # type: ignore[arg-type]
    return replace(value, **changed)  # type: ignore[type-var]


def _broken(item: Any, hide: Hide) -> bool:
    """True for a command or link that holds a masked value: the command would do harm, the link would lead nowhere."""
    if isinstance(item, Command):
        return hide(item.text) != item.text
    return isinstance(item, ReportLink) and hide(item.url) != item.url
