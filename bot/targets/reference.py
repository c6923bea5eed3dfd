"""References to secrets: parses those of the targets file, and checks that what they refer to exists."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from bot.core.redact import Redactor
from bot.core.target import Reference, RefKind
from bot.env_file.read import Problem
from bot.env_file.value import read_value

SCHEMES = tuple(kind.value for kind in RefKind if kind is not RefKind.LITERAL)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*")
_ENV_NAME = re.compile(r"[^\s=\0]+")
# Names that may appear in messages. No AWS secret consists of capitals, digits and underscores alone.
_SHOWN_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,79}")
# A name, path or ARN, with a version or label:
# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
_SSM_NAME = re.compile(r"(?:arn:aws[\w-]*:ssm:[\w-]+:\d{12}:parameter/)?[\w./-]+(?::[\w.-]+)?", re.ASCII)
_SECRET_ARN = re.compile(r"(arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+)(?:#(.+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why a text is not a reference. key: of the locales. near: the scheme probably meant. detail: as in Mistake."""

    key: str
    near: str = ""
    detail: str = ""


def parse(text: str, folder: Path, *, may_be_literal: bool) -> Reference | Malformed:
    """Returns the reference that a text means, or why it is none; the reason never contains the text.

    folder: where relative paths start. may_be_literal: the value is public, so it may stand in the file itself.
    """
    scheme, colon, rest = text.partition(":")
    if colon and scheme in SCHEMES:
        return _known(RefKind(scheme), rest, folder)
    near = next(iter(get_close_matches(scheme.strip().lower(), SCHEMES, n=1, cutoff=0.6)), "") if colon else ""
    near = f"{near}:" if near else ""
    if not may_be_literal or Redactor().clean(text) != text:
        return Malformed("config.secret_literal", near)
    if colon and _SCHEME.fullmatch(scheme):
        return Malformed("config.reference_scheme", near, ", ".join(SCHEMES))
    if not text:
        return Malformed("config.empty")
    return Reference(RefKind.LITERAL, text)


def _known(kind: RefKind, rest: str, folder: Path) -> Reference | Malformed:
    if kind is RefKind.ENV:
        return Reference(kind, rest) if _ENV_NAME.fullmatch(rest) else Malformed("config.env_name")
    if kind is RefKind.FILE:
        path = resolve(rest, folder)
        return Malformed("config.file_path") if path is None else Reference(kind, str(path))
    if kind is RefKind.ENV_FILE:
        return _of_env_file(rest, folder)
    if kind is RefKind.SSM:
        return Reference(kind, rest) if _SSM_NAME.fullmatch(rest) else Malformed("config.ssm_name")
    arn = _SECRET_ARN.fullmatch(rest)
    return Reference(kind, arn[1], arn[2] or "") if arn else Malformed("config.secretsmanager_arn")


def _of_env_file(rest: str, folder: Path) -> Reference | Malformed:
    written, hash_sign, name = rest.rpartition("#")
    path = resolve(written, folder)
    if not hash_sign or path is None or not _ENV_NAME.fullmatch(name):
        return Malformed("config.env_file_reference")
    return Reference(RefKind.ENV_FILE, str(path), name)


def resolve(text: str, folder: Path) -> Path | None:
    """Returns the absolute path that a text of the targets file means, or None where the text cannot be a path."""
    if not text.strip() or "\0" in text:
        return None
    path = Path(text)
    # Where ~user has no home, the path stays as it is, and the check of the file reports it as missing.
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return folder / path


def missing_reason(reference: Reference, environ: Mapping[str, str]) -> Malformed | None:
    """Returns why the variable or file does not exist, or None. No value is read; an empty variable exists."""
    if reference.kind is RefKind.ENV and reference.name not in environ:
        if _SHOWN_NAME.fullmatch(reference.name):
            return Malformed("config.env_unset", detail=reference.name)
        return Malformed("config.env_unset_unnamed")
    if reference.kind is RefKind.FILE:
        problem = reference_file_problem(Path(reference.name))
        return Malformed(problem) if problem else None
    if reference.kind is RefKind.ENV_FILE:
        return _missing_in_env_file(reference)
    return None


def _missing_in_env_file(reference: Reference) -> Malformed | None:
    path = Path(reference.name)
    if problem := reference_file_problem(path):
        return Malformed(problem)
    value = read_value(path, reference.key)
    if isinstance(value, Problem):
        return Malformed(FileProblem.UNREADABLE)
    shown = reference.key if _SHOWN_NAME.fullmatch(reference.key) else ""
    return Malformed("config.env_file_unset", detail=shown) if value is None else None


class FileProblem(StrEnum):
    """Why a file cannot be read. The value is the locale key of its sentence; PATH_MISSING says where paths start."""

    MISSING = "config.file_missing"
    PATH_MISSING = "config.path_missing"
    FOLDER = "config.file_folder"
    DENIED = "config.file_denied"
    UNREADABLE = "config.file_unreadable"


def reference_file_problem(path: Path) -> FileProblem | None:
    """As `file_problem`, but the message about a missing file also says where relative paths start."""
    problem = file_problem(path)
    if problem is None and not path.is_file():
        # Reading a pipe or a device could block the run.
        return FileProblem.UNREADABLE
    return FileProblem.PATH_MISSING if problem is FileProblem.MISSING else problem


def file_problem(path: Path) -> FileProblem | None:
    """Returns why a file cannot be read, or None."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return FileProblem.FOLDER
        if stat.S_ISREG(mode):
            path.open("rb").close()
        elif not os.access(path, os.R_OK):
            return FileProblem.DENIED
    except (FileNotFoundError, NotADirectoryError):
        return FileProblem.MISSING
    except PermissionError:
        return FileProblem.DENIED
    except OSError:
        return FileProblem.UNREADABLE
    return None
