"""A report fit for a channel: key ids, account ids and ARNs keep their last four characters, the recipient its first."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from bot.core import address
from bot.core.redact import mask
from bot.words.report import Advice, Command, Report, ReportLink

T = TypeVar("T")


def masked(report: Report) -> Report:
    """The report with every string masked. Commands and links that the mask would break are left out."""
    return replace(_Mask(report.recipient).each(report), run_id=report.run_id)


@dataclass(frozen=True, slots=True)
class _Mask:
    """Whose address is nobody's business in a channel; "" where none was asked about."""

    recipient: str

    def text(self, text: str) -> str:
        if self.recipient:
            whole = re.compile(re.escape(self.recipient), re.IGNORECASE)
            text = whole.sub(lambda found: address.masked(found[0]), text)
        return mask(text)

    def value(self, value: Any) -> Any:
        if isinstance(value, Enum) or value is None:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(self.value(item) for item in value if not self.breaks(item))
        if isinstance(value, Advice):
            return replace(self.each(value), values=value.values)
        if is_dataclass(value) and not isinstance(value, type):
            return self.each(value)
        return value

    def each(self, value: T) -> T:
        changed = {f.name: self.value(getattr(value, f.name)) for f in fields(value)}  # type: ignore[arg-type]
        return replace(value, **changed)  # type: ignore[type-var]

    def breaks(self, item: Any) -> bool:
        """A command or a link with a masked value in it would do harm or lead nowhere."""
        if isinstance(item, Command):
            return self.text(item.text) != item.text
        return isinstance(item, ReportLink) and self.text(item.url) != item.url
