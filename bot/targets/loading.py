"""Reads the targets file (TOML). Whatever the file contains, mistakes are returned as values with their places."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.core.errors import Mistake
from bot.shell import environment
from bot.targets.collection import Access, Entry, Targets
from bot.targets.combination import combination_mistakes
from bot.targets.mistakes import mistakes_in
from bot.targets.names import name_mistakes
from bot.targets.place import place
from bot.targets.presence import find_mentions
from bot.targets.reference import file_problem
from bot.targets.schema import TABLES, DefaultsTable, TargetTable
from bot.targets.spelling import near_name
from bot.targets.toml_mistakes import describe_toml_error

# Far more than any real file has. The limit keeps the bot from reading a device or a log into memory.
MOST_BYTES = 1 << 20
_TABLES = ("defaults", "targets")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def load(path: Path, environ: Mapping[str, str] | None = None) -> Targets:
    """Returns the targets of a file. environ: this process's environment variables, unless others are given."""
    variables = environment() if environ is None else environ
    document = _read(path)
    if isinstance(document, Mistake):
        return Targets(variables, file_mistakes=(document,))
    mistakes = [
        Mistake(place(key), "config.unknown_key", near=near_name(key, _TABLES))
        for key in document
        if key not in _TABLES
    ]
    tables = document.get("targets", {})
    if not isinstance(tables, dict):
        mistakes.append(Mistake("targets", "config.not_table"))
        tables = {}
    elif not tables:
        mistakes.append(Mistake("targets", "config.no_targets"))
    language, wrong_defaults = _defaults(document.get("defaults", {}))
    folder = path.absolute().parent
    names = name_mistakes(tables)
    entries = tuple(_entry(name, table, folder, names) for name, table in tables.items())
    return Targets(variables, entries, (*mistakes, *wrong_defaults), language)


def _read(path: Path) -> dict[str, Any] | Mistake:
    shown = str(path)
    key = file_problem(path)
    if key:
        return Mistake(shown, key)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return Mistake(shown, "config.file_unreadable")
    if len(content) > MOST_BYTES:
        return Mistake(shown, "config.file_large")
    if content.startswith(_BOMS):
        return Mistake(shown, "config.bom")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Mistake(shown, "config.not_utf8", detail=str(content.count(b"\n", 0, error.start) + 1))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return describe_toml_error(text, error, shown)


def _defaults(table: object) -> tuple[str | None, tuple[Mistake, ...]]:
    try:
        return DefaultsTable.model_validate(table).language, ()
    except ValidationError as error:
        return None, mistakes_in(error, ("defaults",), {(): DefaultsTable}, None)


def _entry(name: str, table: object, folder: Path, names: tuple[Mistake, ...]) -> Entry:
    mistakes = [m for m in names if m.target == name]
    raw = table if isinstance(table, dict) else {}
    parsed = None
    try:
        parsed = TargetTable.model_validate(table)
    except ValidationError as error:
        mistakes += mistakes_in(error, ("targets", name), TABLES, name)
    mistakes += combination_mistakes(name, raw)
    aliases = raw.get("aliases")
    return Entry(
        name,
        tuple(a for a in aliases if isinstance(a, str)) if isinstance(aliases, list) else (),
        None if parsed is None or mistakes else parsed.target(name, folder),
        tuple(mistakes),
        Access(_ids(raw, "channels"), _ids(raw, "users")),
        find_mentions(raw, folder),
        *(value if isinstance(value := raw.get(key), str) else "" for key in ("region", "from")),
    )


def _ids(table: Mapping[str, object], key: str) -> frozenset[str] | None:
    """Returns the ids of an access rule; None where there is no rule. A malformed rule admits only the ids it has."""
    if key not in table:
        return None
    ids = table[key]
    return frozenset(i for i in ids if isinstance(i, str)) if isinstance(ids, list) else frozenset()
