"""Checks that the environment variables and files that a target refers to exist.

They are checked at each use, because they may appear and disappear while the bot runs.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import Mistake
from bot.core.target import Reference, RefKind
from bot.targets.place import place
from bot.targets.reference import Malformed, missing_reason, parse, reference_file_problem, resolve
from bot.targets.spelling import near_name

_READ_BY_THE_INSPECTOR = (RefKind.SSM, RefKind.SECRETSMANAGER)
_KEYS = ("access_key_id", "secret_access_key", "session_token")
_CA_FILE = "ca_file"
_TABLES = {"inspect": _KEYS, "owner": _KEYS, "app": _KEYS, "smtp": ("username", "password", _CA_FILE)}
_PUBLIC = ("access_key_id", "username")


@dataclass(frozen=True, slots=True)
class Mentions:
    """References and ca_files of one target's table, each with its table and key as the file writes them."""

    references: tuple[tuple[tuple[str, str], Reference], ...] = ()
    ca_files: tuple[tuple[tuple[str, str], Path], ...] = ()


def find_mentions(table: Mapping[str, object], folder: Path) -> Mentions:
    """Returns the references and files of a table that can be parsed, whatever else is wrong with the table.

    folder: where relative paths start.
    """
    references, ca_files = [], []
    for at, key, text in _texts(table):
        if key == _CA_FILE:
            path = resolve(text, folder)
            if path is not None:
                ca_files.append((at, path))
            continue
        parsed = parse(text, folder, may_be_literal=key in _PUBLIC)
        if not isinstance(parsed, Malformed):
            references.append((at, parsed))
    return Mentions(tuple(references), tuple(ca_files))


def find_missing(target: str, what: Mentions, environ: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Returns the mistakes of references that cannot be followed now.

    These are unset variables, unreadable files, a ca_file without certificates, and inspector keys stored in SSM or
    Secrets Manager, which only the inspector itself could read.
    """
    found = []
    for at, reference in what.references:
        where = place("targets", target, *at)
        if at[0] in ("inspect", "owner") and reference.kind in _READ_BY_THE_INSPECTOR:
            found.append(Mistake(where, "config.inspect_stored", target))
            continue
        problem = missing_reason(reference, environ)
        if problem is not None:
            found.append(Mistake(where, problem.key, target, problem.near, problem.detail))
    for at, path in what.ca_files:
        key = _ca_file_problem(path)
        if key:
            found.append(Mistake(place("targets", target, *at), key, target))
    return tuple(found)


def _texts(table: Mapping[str, object]) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yields the table and key as written, the key that is meant (it may be misspelt), and the text."""
    for name, inner in table.items():
        keys = _TABLES.get(name if name in _TABLES else near_name(name, _TABLES), ())
        if not isinstance(inner, dict):
            continue
        for written, value in inner.items():
            key = written if written in keys else near_name(written, keys)
            if key and isinstance(value, str):
                yield (name, written), key, value


def _ca_file_problem(path: Path) -> str:
    """Returns the locale key of why a file cannot serve as ca_file, or "". It is public, so it is read whole."""
    key = reference_file_problem(path)
    if key:
        return key
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except (ssl.SSLError, ValueError):
        return "config.ca_file"
    except OSError:
        return "config.file_unreadable"
    return ""
