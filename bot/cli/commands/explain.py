"""`ses-check explain`: explains a pasted error. It asks no server and needs no configuration.

It has to start within a quarter of a second: it parses its few options itself and imports the words only when needed.
"""

from __future__ import annotations

import getopt
import importlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.cli.explain_lines import explain_lines
from bot.cli.output import print_answer
from bot.cli.refusal import Refusal
from bot.explain.explain import explain as explain_text
from bot.explain.explanation import MAX_BYTES, Certainty, Unreadable
from bot.languages import LANGUAGES, language_of_spelling
from bot.render.formats import DEFAULT_FORMAT, formats
from bot.shell import typed_program
from bot.words.catalogue import Catalogue
from bot.words.medium import Medium

PARSES_ITSELF = True
_UNKNOWN = 3


def explain(arguments: Sequence[str], say: Catalogue) -> int:
    """Explain a text. The exit code: 0 explained, 3 nothing known in it; with --jsonl 0, or 2 if no line was valid."""
    options, typed = _parse(arguments, say)
    output = options.get("--format", DEFAULT_FORMAT).lower()
    if output not in (known := formats("explanation")):
        raise _no_choice("--format", known, say)
    if "--lang" in options and not language_of_spelling(options["--lang"]):
        raise _no_choice("--lang", LANGUAGES, say)
    if "--jsonl" in options:
        if typed or "--file" in options:
            raise Refusal(say("cli.explain.both"))
        return explain_lines(sys.stdin.buffer)
    text = _read_text(options.get("--file"), typed, say)
    result = explain_text(text)
    # Imported here, because --jsonl does not need the words.
    words = importlib.import_module("bot.words.explanation")
    if isinstance(result, Unreadable):
        raise Refusal(words.describe_unreadable(result, say.language), hint=_hint(say))
    answer = words.build_explanation(result, say.language, Medium.SHELL)
    print_answer("explanation", answer, output, details="--details" in options)
    return _UNKNOWN if result.verdict is Certainty.UNKNOWN else 0


def _parse(arguments: Sequence[str], say: Catalogue) -> tuple[Mapping[str, str], list[str]]:
    try:
        options, words = getopt.gnu_getopt(list(arguments), "", ["file=", "lang=", "format=", "jsonl", "details"])
    except getopt.GetoptError as error:
        name = f"--{error.opt}" if len(error.opt) > 1 else f"-{error.opt}"
        key = "cli.usage.value" if error.msg.endswith("requires argument") else "cli.usage.option"
        message = say(key, place=name, given=name)
        raise Refusal(message, (name,), _hint(say)) from error
    return dict(options), words


def _no_choice(name: str, choices: Iterable[str], say: Catalogue) -> Refusal:
    message = say("cli.usage.choice", place=name, choices=", ".join(choices))
    return Refusal(message, (name,), _hint(say))


def _hint(say: Catalogue) -> str:
    return say("cli.usage.hint", command=f"{typed_program()} explain --help")


def _read_text(file: str | None, words: Sequence[str], say: Catalogue) -> str:
    """The text that was typed, else the file's, else standard input's. One byte too many is read, to refuse a long text."""
    if file is not None and words:
        raise Refusal(say("cli.explain.both"))
    if file is not None:
        try:
            with Path(file).open("rb") as opened:
                return decode(opened.read(MAX_BYTES + 1))
        except OSError as error:
            raise Refusal(say("cli.explain.file", path=file), (file,)) from error
    if words and list(words) != ["-"]:
        return " ".join(words)
    return decode(sys.stdin.buffer.read(MAX_BYTES + 1))


def decode(raw: bytes) -> str:
    """Decode UTF-16 with a byte order mark, UTF-8, or else cp1252 with its gaps replaced."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
