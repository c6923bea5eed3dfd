"""Says what is wrong with a line that is no TOML, without quoting it: it may hold a secret."""

from __future__ import annotations

import re

from bot.core.errors import Mistake

_LINE = re.compile(r"line (\d+)")
_CURLY = re.compile("[“”„‟‘’‚«»]")
# What tomllib's messages begin with, and the kind of mistake behind it.
_KINDS = (
    ("Cannot overwrite", "config.toml_twice"),
    ("Cannot declare", "config.toml_twice"),
    ("Expected '='", "config.toml_equals"),
    ("Expected newline", "config.toml_after"),
    ("Unescaped '\\'", "config.toml_backslash"),
    ("Illegal character '\\n'", "config.toml_open"),
    ("Unterminated string", "config.toml_open"),
    ('Expected "\'"', "config.toml_open"),
)
# A value of letters: `region = eu-central-1`, `enabled = True`.
_UNQUOTED = re.compile(r"=\s*[A-Za-z/.<$%@_-]")


def describe_toml_error(text: str, error: Exception, shown: str) -> Mistake:
    """The mistake that tomllib found in a text. shown: the file's name. Its message may quote the line, and is not kept."""
    said = str(error)
    found = _LINE.search(said)
    if not found and "end of" not in said:
        return Mistake(shown, "config.toml_unplaced")
    number = int(found[1]) if found else text.count("\n") + 1
    lines = text.split("\n")
    line = lines[number - 1] if number <= len(lines) else ""
    kind = next((key for begin, key in _KINDS if said.startswith(begin)), "config.toml")
    if _CURLY.search(line):
        kind = "config.toml_curly"
    elif said.startswith("Invalid value"):
        kind = "config.toml_unquoted" if _UNQUOTED.search(line) else "config.toml_no_value"
    return Mistake(shown, kind, detail=str(number))
