"""`ses-check compare`: what two places see differently, from their files. Reads nothing else and asks nobody."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.leaving import put
from bot.cli.options import Format, LanguageOption, answer_language
from bot.cli.refusal import Refusal
from bot.cli.screen import screen
from bot.compare.diff import compare_snapshots
from bot.compare.parse import MAX_CHARACTERS, Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot
from bot.render.json import comparison as compared_json
from bot.render.json import report as json
from bot.render.markdown import comparison as compared_markdown
from bot.render.terminal import comparison as compared_terminal
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem

_DIFFERS = 1
# UTF-8 takes up to four bytes a character.
_BYTES = 4 * MAX_CHARACTERS

File = Annotated[Path, typer.Argument()]


def compare(
    a: File,
    b: File,
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
) -> int:
    """0 both saw the same, 1 they differ. Raises Refusal for a file that cannot be used."""
    spoken = answer_language(language)
    result = compare_snapshots(_snapshot(a, spoken), _snapshot(b, spoken))
    told = build_comparison(result, spoken)
    if output is Format.JSON:
        put(json.dumped(compared_json.answer(told)) + "\n")
    elif output is Format.MARKDOWN:
        put(compared_markdown.document(told))
    else:
        width, colours = screen()
        put(compared_terminal.answer(told, width=width, colours=colours))
    return _DIFFERS if result.rows else 0


def _snapshot(file: Path, language: str) -> Snapshot:
    """What a file says; "-" is standard input."""
    say = catalogue(language)
    try:
        raw = sys.stdin.buffer.read(_BYTES + 1) if file == Path("-") else _bytes(file)
    except OSError as error:
        message = say("cli.compare.file", file=str(file), detail=error.strerror or str(error))
        raise Refusal(message, (str(file),)) from error
    found = parse_snapshots(raw.decode("utf-8-sig", "replace"))
    if len(found) > 1:
        raise Refusal(say("cli.compare.several", file=str(file), count=len(found)), (str(file),))
    if isinstance(found[0], Unreadable):
        raise Refusal(describe_problem(found[0], str(file), language), (str(file),))
    return found[0]


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_BYTES + 1)
