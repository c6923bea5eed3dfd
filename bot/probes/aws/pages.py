"""Lists in pages: which argument asks for the next one, and all pages as one answer. IAM: Marker; SES: NextToken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def next_page(answer: Mapping[str, Any]) -> dict[str, str] | None:
    """The arguments that ask for the page after this one; None after the last. A list that goes on, but not where: {}."""
    if answer.get("IsTruncated"):
        return {"Marker": str(answer["Marker"])} if answer.get("Marker") else {}
    return {"NextToken": str(answer["NextToken"])} if answer.get("NextToken") else None


def merged(pages: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The first page, its lists longer by those of the others."""
    whole = dict(pages[0])
    for page in pages[1:]:
        for name, value in page.items():
            if isinstance(value, list):
                whole[name] = [*whole.get(name, []), *value]
    return whole
