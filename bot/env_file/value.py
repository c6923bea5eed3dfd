"""The value that a reference `env-file:PATH#NAME` means.

`#NAME@user` and `#NAME@password` mean the parts of a mail URL.
"""

from __future__ import annotations

from pathlib import Path

from bot.env_file.read import Problem, read_env_file
from bot.env_file.url import parse_mail_url

PIECES = ("user", "password")


def split_piece(key: str) -> tuple[str, str]:
    """The variable's name and the part of its URL, "" for the whole value."""
    name, at, piece = key.rpartition("@")
    return (name, piece) if at and piece in PIECES else (key, "")


def read_value(path: Path, key: str) -> str | Problem | None:
    """The value of a variable, or of a part of it. None where the file has no such variable, or it is no URL."""
    file = read_env_file(path)
    if isinstance(file, Problem):
        return file
    name, piece = split_piece(key)
    variable = file.find(name)
    if variable is None or variable.value is None:
        return None
    if not piece:
        return variable.value
    url = parse_mail_url(variable.value)
    return None if url is None else url.user if piece == "user" else url.password
