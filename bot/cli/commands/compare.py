"""`ses-check compare`: the differences between two snapshots in files. Reads these files and asks no server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import LanguageOption, OneOf, answer_language
from bot.cli.output import print_answer
from bot.cli.refusal import Refusal
from bot.compare.diff import compare_snapshots
from bot.compare.parse import MAX_CHARACTERS, Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem

_DIFFERS = 1
_FORMAT = OneOf(formats("comparison"))
# UTF-8 takes up to four bytes a character.
_BYTES = 4 * MAX_CHARACTERS

File = Annotated[Path, typer.Argument()]


def compare(
    a: File,
    b: File,
    output: Annotated[str, _FORMAT, typer.Option("--format", parser=_FORMAT)] = DEFAULT_FORMAT,
    language: LanguageOption = None,
) -> int:
    """Compare two files. The exit code: 0 equal, 1 different. Raises Refusal for a file without a snapshot."""
    spoken = answer_language(language)
    result = compare_snapshots(_read_snapshot(a, spoken), _read_snapshot(b, spoken))
    print_answer("comparison", build_comparison(result, spoken), output)
    return _DIFFERS if result.rows else 0


def _read_snapshot(file: Path, language: str) -> Snapshot:
    """The snapshot in a file; "-" is standard input."""
    say = catalogue(language)
    try:
        raw = sys.stdin.buffer.read(_BYTES + 1) if file == Path("-") else _read_bytes(file)
    except OSError as error:
        message = say("cli.compare.file", file=str(file), detail=error.strerror or str(error))
        raise Refusal(message, (str(file),)) from error
    found = parse_snapshots(raw.decode("utf-8-sig", "replace"))
    if len(found) > 1:
        raise Refusal(say("cli.compare.several", file=str(file), count=len(found)), (str(file),))
    if isinstance(found[0], Unreadable):
        raise Refusal(describe_problem(found[0], str(file), language), (str(file),))
    return found[0]


def _read_bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_BYTES + 1)
