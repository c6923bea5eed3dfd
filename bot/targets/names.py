"""What targets may be called. A name is typed by tired people on phones: case does not matter, marks are composed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.core.errors import Mistake
from bot.targets.place import place

_NAME = re.compile(r"\w(?:[\w.-]{0,62}[\w-])?")
# Words that the command itself takes: a target of this name could never be asked for.
RESERVED = frozenset({"help", "private"})


def folded(name: str) -> str:
    """The form under which names are compared."""
    return unicodedata.normalize("NFC", name).casefold()


def name_mistake(name: str, where: str, target: str | None) -> Mistake | None:
    """Why a name or alias cannot be used, or None."""
    if not _NAME.fullmatch(unicodedata.normalize("NFC", name)):
        return Mistake(where, "config.name", target)
    if folded(name) in RESERVED:
        return Mistake(where, "config.name_reserved", target, detail=", ".join(sorted(RESERVED)))
    return None


def name_mistakes(tables: Mapping[str, object]) -> tuple[Mistake, ...]:
    """What is wrong with the names and aliases of all targets: their form, and each one used only once."""
    found: list[Mistake] = []
    owners: dict[str, str] = {}
    for name in tables:
        where = place("targets", name)
        found += filter(None, [name_mistake(name, where, name)])
        if folded(name) in owners:
            found.append(Mistake(where, "config.name_taken", name))
        owners.setdefault(folded(name), name)
    for name, table in tables.items():
        aliases = table.get("aliases") if isinstance(table, dict) else None
        for position, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            if not isinstance(alias, str):
                continue
            where = place("targets", name, "aliases", position)
            found += filter(None, [name_mistake(alias, where, name)])
            if owners.setdefault(folded(alias), name) != name:
                found.append(Mistake(where, "config.name_taken", name))
    return tuple(found)
