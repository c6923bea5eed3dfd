"""The variables of one file, as python-dotenv reads them: https://saurabh-kumar.com/python-dotenv/reference/.

A file of Spring's (`spring.mail.host=…`) has the same form. Of a PHP file the constants are read (`define('NAME', 'value');`).
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

# Bytes. An application's settings are a few kilobytes.
MOST_BYTES = 1_000_000
_BOM = "\ufeff"
# python-dotenv logs what it cannot read. The answer names these lines.
logging.getLogger("dotenv.main").addFilter(lambda _record: False)
_CONSTANT = re.compile(
    r"""(?m)^[ \t]*define\(\s*(?P<q>['"])(?P<name>\w+)(?P=q)\s*,\s*(?:(?P<v>['"])(?P<text>.*?)(?P=v)|(?P<bare>\w+))\s*\)"""
)


class Problem(StrEnum):
    """Why a file has no variables. The values are parts of keys of the locales."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    LARGE = "large"
    NOT_TEXT = "not_text"


@dataclass(frozen=True, slots=True)
class Variable:
    """One line that gives a name a value. value: None for a name without "=". raw: the line as it is written.

    line: counted from 1.
    """

    name: str
    value: str | None = field(repr=False)
    line: int
    raw: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EnvFile:
    """variables: every line that sets a name, in order. unreadable: lines that python-dotenv leaves out.

    bom: the file begins with a byte order mark. crlf: its lines end with carriage return and line feed.
    """

    path: Path
    variables: tuple[Variable, ...] = ()
    unreadable: tuple[int, ...] = ()
    bom: bool = False
    crlf: bool = False

    def find(self, name: str) -> Variable | None:
        """The line that counts for a name: the last one."""
        return next((v for v in reversed(self.variables) if v.name == name), None)


def read_env_file(path: Path) -> EnvFile | Problem:
    """Read a file. Values are interpolated (`${OTHER}`) from the file's own variables and this process's."""
    try:
        if path.exists() and not path.is_file():
            return Problem.UNREADABLE
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Problem.MISSING
    except (OSError, ValueError):
        return Problem.UNREADABLE
    if len(content) > MOST_BYTES:
        return Problem.LARGE
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return Problem.NOT_TEXT
    if "\0" in text:
        return Problem.NOT_TEXT
    return parse_env(text, path)


def parse_env(text: str, path: Path) -> EnvFile:
    """As `read_env_file`, of a text that was read already."""
    bom, crlf = text.startswith(_BOM), "\r\n" in text
    # python-dotenv counts a carriage return behind an unreadable line as a line of its own.
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    if text.lstrip().startswith("<?php"):
        return EnvFile(path, tuple(_constants(text)), (), bom, crlf)
    variables, unreadable = [], []
    resolved = dotenv_values(stream=io.StringIO(text))
    last = {b.key: b.original.line for b in parse_stream(io.StringIO(text)) if b.key}
    for binding in parse_stream(io.StringIO(text)):
        line = binding.original.line + _blank_lines(binding.original.string)
        if binding.error:
            unreadable.append(line)
        elif binding.key:
            # Of a name that stands twice only the last value is known with its references filled in.
            value = resolved[binding.key] if last[binding.key] == binding.original.line else binding.value
            variables.append(Variable(binding.key, value, line, binding.original.string.strip("\r\n")))
    return EnvFile(path, tuple(variables), tuple(unreadable), bom, crlf)


def _blank_lines(raw: str) -> int:
    """The empty lines before a binding, which python-dotenv counts to it."""
    return raw[: len(raw) - len(raw.lstrip())].count("\n")


def _constants(text: str) -> Iterator[Variable]:
    for found in _CONSTANT.finditer(text):
        value = found["text"] if found["v"] else found["bare"]
        yield Variable(found["name"], value, text.count("\n", 0, found.start("name")) + 1, found[0].strip())
