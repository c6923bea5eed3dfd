"""Finds keys that exclude or require each other. Only names are compared, so a wrong value hides no such mistake."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.errors import Mistake
from bot.targets.place import place
from bot.targets.schema import AppTable, InspectTable, Table, keys_of
from bot.targets.spelling import near_name

_PAIR = ("access_key_id", "secret_access_key")
_KEYS = (*_PAIR, "session_token")


def combination_mistakes(target: str, table: Mapping[str, object]) -> tuple[Mistake, ...]:
    """Returns the mistakes between the keys of one target's [inspect], [owner] and [app] tables. table: [targets.NAME]."""
    found = []
    app = _present_keys(table.get("app"), AppTable)
    for name in ("inspect", "owner"):
        inspect = _present_keys(table.get(name), InspectTable)
        if inspect is None:
            continue
        at = place("targets", target, name)
        ways = (("profile",), ("role_arn", "external_id"), _KEYS)
        if sum(not inspect.isdisjoint(way) for way in ways) > 1:
            found.append(Mistake(at, "config.inspect_one", target, detail="profile, role_arn, access_key_id"))
        if "external_id" in inspect and "role_arn" not in inspect:
            found.append(Mistake(at, "config.external_id", target))
        if not inspect.isdisjoint(_KEYS) and not inspect.issuperset(_PAIR):
            found.append(Mistake(at, "config.key_pair", target))
    if app is not None:
        at = place("targets", target, "app")
        if "role_arn" in app and not app.isdisjoint(_KEYS):
            found.append(Mistake(at, "config.app_one", target, detail="role_arn, access_key_id"))
        elif "role_arn" not in app and not app.issuperset(_PAIR):
            found.append(Mistake(at, "config.key_pair", target))
    return tuple(found)


def _present_keys(table: object, shape: type[Table]) -> frozenset[str] | None:
    """Returns the keys that a table has, a misspelt one as the key it resembles; None where `table` is no table."""
    if not isinstance(table, dict):
        return None
    names = keys_of(shape)
    return frozenset(key if key in names else near_name(key, names) for key in table)
