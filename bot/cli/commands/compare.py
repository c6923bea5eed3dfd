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
from bot.compare.diff import compare as compared
from bot.compare.parse import MOST, Unreadable, read
from bot.compare.snapshot import Seen
from bot.render.json import comparison as compared_json
from bot.render.json import report as json
from bot.render.markdown import comparison as compared_markdown
from bot.render.terminal import comparison as compared_terminal
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, unreadable

_DIFFERS = 1
# UTF-8 takes up to four bytes a character.
_BYTES = 4 * MOST

File = Annotated[Path, typer.Argument()]


def compare(
    a: File,
    b: File,
    output: Annotated[Format, typer.Option("--format", case_sensitive=False)] = Format.TEXT,
    language: LanguageOption = None,
) -> int:
    """0 both saw the same, 1 they differ. Raises Refusal for a file that cannot be used."""
    spoken = answer_language(language)
    result = compared(_seen(a, spoken), _seen(b, spoken))
    told = build_comparison(result, spoken)
    if output is Format.JSON:
        put(json.dumped(compared_json.answer(told)) + "\n")
    elif output is Format.MARKDOWN:
        put(compared_markdown.document(told))
    else:
        width, colours = screen()
        put(compared_terminal.answer(told, width=width, colours=colours))
    return _DIFFERS if result.rows else 0


def _seen(file: Path, language: str) -> Seen:
    """What a file says; "-" is standard input."""
    say = catalogue(language)
    try:
        raw = sys.stdin.buffer.read(_BYTES + 1) if file == Path("-") else _bytes(file)
    except OSError as error:
        message = say("cli.compare.file", file=str(file), detail=error.strerror or str(error))
        raise Refusal(message, (str(file),)) from error
    found = read(raw.decode("utf-8-sig", "replace"))
    if len(found) > 1:
        raise Refusal(say("cli.compare.several", file=str(file), count=len(found)), (str(file),))
    if isinstance(found[0], Unreadable):
        raise Refusal(unreadable(found[0], str(file), language), (str(file),))
    return found[0]


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_BYTES + 1)
