"""References to secrets: what is written in the targets file, and whether the thing referred to is there."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from bot.core.redact import Redactor
from bot.core.target import Reference, RefKind

SCHEMES = tuple(kind.value for kind in RefKind if kind is not RefKind.LITERAL)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*")
_ENV_NAME = re.compile(r"[^\s=\0]+")
# Names that can be shown: no secret of AWS's is written in capitals, digits and underscores alone.
_SHOWN_NAME = re.compile(r"[A-Z_][A-Z0-9_]{0,79}")
# A name, a path or an ARN, with a version or label: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
_SSM_NAME = re.compile(r"(?:arn:aws[\w-]*:ssm:[\w-]+:\d{12}:parameter/)?[\w./-]+(?::[\w.-]+)?", re.ASCII)
_SECRET_ARN = re.compile(r"(arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+)(?:#(.+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why a text is no reference. key: of the locales. near: the scheme that was probably meant. detail: as Mistake."""

    key: str
    near: str = ""
    detail: str = ""


def parse(text: str, folder: Path, *, may_be_literal: bool) -> Reference | Malformed:
    """The reference that a text stands for. folder: where relative paths start. The text itself is never handed on."""
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
    if kind is RefKind.SSM:
        return Reference(kind, rest) if _SSM_NAME.fullmatch(rest) else Malformed("config.ssm_name")
    arn = _SECRET_ARN.fullmatch(rest)
    return Reference(kind, arn[1], arn[2] or "") if arn else Malformed("config.secretsmanager_arn")


def resolve(text: str, folder: Path) -> Path | None:
    """The absolute path that a text of the targets file stands for, or None where it is no path."""
    if not text.strip() or "\0" in text:
        return None
    path = Path(text)
    # Where the user that the path names has no home, the look at the file will say that it is missing.
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return folder / path


def absence(reference: Reference, environ: Mapping[str, str]) -> Malformed | None:
    """Why a reference to this machine leads nowhere, or None. Set but empty is there; nothing is read."""
    if reference.kind is RefKind.ENV and reference.name not in environ:
        if _SHOWN_NAME.fullmatch(reference.name):
            return Malformed("config.env_unset", detail=reference.name)
        return Malformed("config.env_unset_unnamed")
    if reference.kind is RefKind.FILE:
        key = unreadable_reference(Path(reference.name))
        return Malformed(key) if key else None
    return None


def unreadable_reference(path: Path) -> str:
    """As `unreadable`; a missing file is told with where relative paths start, the usual reason."""
    key = unreadable(path)
    if not key and not path.is_file():
        # A pipe or a device could block the whole run, or never end.
        return "config.file_unreadable"
    return "config.path_missing" if key == "config.file_missing" else key


def unreadable(path: Path) -> str:
    """The key of why a file cannot be read, or ""."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return "config.file_folder"
        if stat.S_ISREG(mode):
            path.open("rb").close()
        elif not os.access(path, os.R_OK):
            return "config.file_denied"
    except (FileNotFoundError, NotADirectoryError):
        return "config.file_missing"
    except PermissionError:
        return "config.file_denied"
    except OSError:
        return "config.file_unreadable"
    return ""
