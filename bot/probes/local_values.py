"""Reads the values that are kept on this machine: literals, environment variables, files, variables of an env-file."""

from __future__ import annotations

import os
from pathlib import Path

from bot.core.evidence.aws import Failure, FailureKind
from bot.core.secret import Secret
from bot.core.target import Reference, RefKind
from bot.env_file.read import Problem
from bot.env_file.value import read_value

_FILE_LIMIT = 65_536


def read_local(reference: Reference) -> Secret | Failure:
    """Returns a literal, a variable of the environment or of an env-file, or a file's content without one final line end.

    Returns a Failure of kind REFERENCE where the variable or file cannot be read.
    """
    if reference.kind is RefKind.LITERAL:
        return Secret(reference.name)
    if reference.kind is RefKind.ENV:
        value = os.environ.get(reference.name)
        return Failure(FailureKind.REFERENCE, "", "unset", reference.shown, by="") if value is None else Secret(value)
    path = Path(reference.name)
    if reference.kind is RefKind.ENV_FILE:
        found = read_value(path, reference.key)
        if found is None or isinstance(found, Problem):
            return Failure(FailureKind.REFERENCE, "", found or "unset", reference.shown, by="")
        return Secret(found)
    try:
        if path.exists() and not path.is_file():
            # Opening a pipe waits until something writes to it, and blocks everything else meanwhile.
            return Failure(FailureKind.REFERENCE, "", "NotAFile", reference.shown, by="")
        with path.open("rb") as file:
            text = file.read(_FILE_LIMIT).decode("utf-8", "surrogateescape")
    except OSError as error:
        return Failure(FailureKind.REFERENCE, "", type(error).__name__, reference.shown, by="")
    return Secret(text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text)
