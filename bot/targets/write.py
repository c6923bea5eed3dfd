"""Writes a target as a table of the targets file. Secrets are written as references, never as values."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from bot.core.target import TLS_PORTS, Keys, Reference, RefKind, Security, Smtp, Target
from bot.targets.regions import smtp_host
from bot.targets.schema import SMTP_PORT


def write_table(target: Target, name: str, folder: Path) -> str:
    """The text of [targets.NAME]. folder: that of the targets file; paths are written relative to it."""
    lines = [f"[targets.{name}]", *_pairs(region=target.region)]
    lines += _pairs(**{"from": target.sender}, configuration_set=target.configuration_set)
    if target.env_file is not None:
        lines += _pairs(env_file=_relative(target.env_file, folder))
    if target.smtp is not None:
        lines += ["", f"[targets.{name}.smtp]", *_smtp(target.smtp, target.region, folder)]
    if target.app is not None or target.app_role:
        lines += ["", f"[targets.{name}.app]", *_pairs(role_arn=target.app_role)]
        lines += _keys(target.app, folder) if target.app else ()
    if target.inspect.profile:
        lines += ["", f"[targets.{name}.inspect]", *_pairs(profile=target.inspect.profile)]
    elif target.inspect.keys is not None and target.inspect.keys != target.app:
        lines += ["", f"[targets.{name}.inspect]", *_keys(target.inspect.keys, folder)]
    return "\n".join(lines) + "\n"


def _smtp(smtp: Smtp, region: str, folder: Path) -> Iterator[str]:
    yield from _pairs(host=smtp.host if smtp.host != smtp_host(region) else "")
    if smtp.port != SMTP_PORT:
        yield f"port = {smtp.port}"
    if (smtp.security is Security.TLS) != (smtp.port in TLS_PORTS):
        yield from _pairs(security=str(smtp.security))
    yield from _references(folder, username=smtp.username, password=smtp.password)


def _keys(keys: Keys, folder: Path) -> Iterator[str]:
    yield from _references(
        folder,
        access_key_id=keys.access_key_id,
        secret_access_key=keys.secret_access_key,
        session_token=keys.session_token,
    )


def _references(folder: Path, **references: Reference | None) -> Iterator[str]:
    for key, reference in references.items():
        if reference is None:
            continue
        if reference.kind is RefKind.ENV_FILE:
            path = _relative(Path(reference.name), folder)
            yield f"{key} = {_quoted(f'{reference.kind}:{path}#{reference.key}')}"
        else:
            yield f"{key} = {_quoted(reference.shown)}"


def _pairs(**values: str) -> Iterator[str]:
    yield from (f"{key} = {_quoted(value)}" for key, value in values.items() if value)


def _relative(path: Path, folder: Path) -> str:
    try:
        return os.path.relpath(path, folder.absolute())
    except ValueError:
        return str(path)


def _quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON. https://toml.io/en/v1.0.0#string"""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
