"""Rules for the names of targets. Case does not matter, and composed and decomposed accents are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.core.errors import Mistake
from bot.languages import LANGUAGES, fold
from bot.targets.place import place

_NAME = re.compile(r"\w(?:[\w.-]{0,62}[\w-])?")
# Words that the command reads as something else, without case and diacritics: a target of this name could not be asked for.
RESERVED = frozenset(
    {"private", *(word for language in LANGUAGES.values() for word in language.help if _NAME.fullmatch(word))}
)


def fold_name(name: str) -> str:
    """Returns the form in which names are compared: NFC, without case."""
    return unicodedata.normalize("NFC", name).casefold()


def name_mistake(name: str, where: str, target: str | None) -> Mistake | None:
    """Returns the mistake that makes a name or alias unusable, or None. where: its place in the file."""
    if not _NAME.fullmatch(unicodedata.normalize("NFC", name)):
        return Mistake(where, "config.name", target)
    if fold(name) in RESERVED:
        return Mistake(where, "config.name_reserved", target, detail=", ".join(sorted(RESERVED)))
    return None


def name_mistakes(tables: Mapping[str, object]) -> tuple[Mistake, ...]:
    """Returns the mistakes in the names and aliases of all targets: a malformed or reserved one, or one used twice."""
    found: list[Mistake] = []
    owners: dict[str, str] = {}
    for name in tables:
        where = place("targets", name)
        found += filter(None, [name_mistake(name, where, name)])
        if fold_name(name) in owners:
            found.append(Mistake(where, "config.name_taken", name))
        owners.setdefault(fold_name(name), name)
    for name, table in tables.items():
        aliases = table.get("aliases") if isinstance(table, dict) else None
        for position, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            if not isinstance(alias, str):
                continue
            where = place("targets", name, "aliases", position)
            found += filter(None, [name_mistake(alias, where, name)])
            if owners.setdefault(fold_name(alias), name) != name:
                found.append(Mistake(where, "config.name_taken", name))
    return tuple(found)
