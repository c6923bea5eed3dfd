"""Reads lists that AWS answers in pages. IAM continues with Marker, SES with NextToken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def next_page(answer: Mapping[str, Any]) -> dict[str, str] | None:
    """Returns the arguments for the next page, or None after the last.

    Returns {} where the answer says that more follows, but lacks the marker to ask for it.
    """
    if answer.get("IsTruncated"):
        return {"Marker": str(answer["Marker"])} if answer.get("Marker") else {}
    return {"NextToken": str(answer["NextToken"])} if answer.get("NextToken") else None


def merge_pages(pages: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Returns the first page with the list items of all other pages appended."""
    whole = dict(pages[0])
    for page in pages[1:]:
        for name, value in page.items():
            if isinstance(value, list):
                whole[name] = [*whole.get(name, []), *value]
    return whole
