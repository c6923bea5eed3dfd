"""Converts pydantic's errors to mistakes: place, key and similar name, and never the value."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from bot.core.errors import Mistake
from bot.targets.place import place
from bot.targets.schema import Table, keys_of
from bot.targets.spelling import near_name

_KEYS = {
    "missing": "config.missing",
    "string_type": "config.not_text",
    "int_type": "config.not_number",
    "bool_type": "config.not_boolean",
    "list_type": "config.not_list",
    "too_short": "config.empty_list",
    "model_type": "config.not_table",
    "model_attributes_type": "config.not_table",
}
OURS = "config."


def mistakes_in(
    error: ValidationError, at: tuple[str, ...], tables: Mapping[tuple[str, ...], type[Table]], target: str | None
) -> tuple[Mistake, ...]:
    """Returns the mistakes of one table and the tables in it. at: the table's path. target: the target's name."""
    found: list[Mistake] = []
    likely: set[tuple[str | int, ...]] = set()
    details = error.errors(include_url=False, include_context=True, include_input=False)
    for detail in details:
        loc = detail["loc"]
        if detail["type"] == "extra_forbidden":
            near = _near_key(at, loc, tables)
            likely.add((*loc[:-1], near))
            found.append(Mistake(place(*at, *loc), "config.unknown_key", target, near=near))
    for detail in details:
        kind, loc = detail["type"], detail["loc"]
        # A required key that is misspelt is reported once, as misspelt, and not as missing too.
        if kind == "extra_forbidden" or (kind == "missing" and loc in likely):
            continue
        if kind.startswith(OURS):
            ctx = detail.get("ctx", {})
            found.append(Mistake(place(*at, *loc), kind, target, near=ctx["near"], detail=ctx["detail"]))
        else:
            found.append(Mistake(place(*at, *loc), _KEYS.get(kind, "config.wrong_value"), target))
    return tuple(found)


def _near_key(at: tuple[str, ...], loc: tuple[int | str, ...], tables: Mapping[tuple[str, ...], type[Table]]) -> str:
    parents, key = tuple(str(step) for step in loc[:-1]), str(loc[-1])
    # A key that belongs in another table is a better guess than a similar key of this table.
    homes = [path for path, table in tables.items() if path != parents and key in keys_of(table)]
    if len(homes) == 1:
        return ".".join((*homes[0], key)) if homes[0] else place(*at, key)
    return near_name(key, keys_of(tables[parents]) if parents in tables else ())
