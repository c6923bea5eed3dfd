"""Splits lists into pages. A page's mark holds the offset of the next item; clients treat it as opaque."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some of the items. next_mark: None on the last page."""

    items: list[Item]
    next_mark: str | None


def page_of(items: Sequence[Item], mark: str | None, size: int) -> Page[Item] | None:
    """Returns the page of at most `size` items after `mark`; None for a mark that was never issued."""
    start = _offset(mark) if mark else 0
    if start is None or start > len(items):
        return None
    end = start + max(1, size)
    following = base64.b64encode(f"after:{end}".encode()).decode() if end < len(items) else None
    return Page(list(items[start:end]), following)


def _offset(mark: str) -> int | None:
    try:
        word, _, number = base64.b64decode(mark, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return int(number) if word == "after" and number.isdigit() else None
