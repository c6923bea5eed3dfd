"""What a target refers to on this machine: asked anew each time, because variables and files come and go."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.core.errors import Mistake
from bot.core.target import Keys, Reference, RefKind, Target
from bot.targets.place import place
from bot.targets.reference import absence, unreadable_reference

_READ_BY_THE_INSPECTOR = (RefKind.SSM, RefKind.SECRETSMANAGER)


def absences(target: Target, environ: Mapping[str, str]) -> tuple[Mistake, ...]:
    """The target's references that lead nowhere just now: unset variables, unreadable files, a ca_file that is none."""
    found = []
    for path, reference in references(target):
        if path[0] == "inspect" and reference.kind in _READ_BY_THE_INSPECTOR:
            found.append(Mistake(place("targets", target.name, *path), "config.inspect_stored", target.name))
            continue
        problem = absence(reference, environ)
        if problem is not None:
            found.append(
                Mistake(place("targets", target.name, *path), problem.key, target.name, problem.near, problem.detail)
            )
    if target.smtp is not None and target.smtp.ca_file is not None:
        key = _certificates(target.smtp.ca_file)
        if key:
            found.append(Mistake(place("targets", target.name, "smtp", "ca_file"), key, target.name))
    return tuple(found)


def references(target: Target) -> Iterator[tuple[tuple[str, str], Reference]]:
    """Every reference of a target with its table and key."""
    for table, keys in (("inspect", target.inspect.keys), ("app", target.app)):
        if keys is not None:
            for name in Keys.__slots__:
                reference: Reference | None = getattr(keys, name)
                if reference is not None:
                    yield (table, name), reference
    if target.smtp is not None:
        for name, reference in (("username", target.smtp.username), ("password", target.smtp.password)):
            if reference is not None:
                yield ("smtp", name), reference


def _certificates(path: Path) -> str:
    """The key of why a file cannot serve as ca_file, or "". It is public, so it may be read whole."""
    key = unreadable_reference(path)
    if key:
        return key
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except (ssl.SSLError, ValueError):
        return "config.ca_file"
    except OSError:
        return "config.file_unreadable"
    return ""
