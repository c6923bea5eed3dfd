"""Placeholders `{{ name }}`: identifiers only, strictly checked, never expanded twice, nothing executable."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")


def placeholders(template: str) -> frozenset[str]:
    """The names that a template needs. Raises ValueError on a brace pair that is no placeholder."""
    rest = _PLACEHOLDER.sub("", template)
    if "{{" in rest or "}}" in rest:
        raise ValueError(f"malformed placeholder in {template!r}")
    return frozenset(_PLACEHOLDER.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with every placeholder replaced once. Raises KeyError on a name without a value."""
    return _PLACEHOLDER.sub(lambda m: values[m[1]], template)
