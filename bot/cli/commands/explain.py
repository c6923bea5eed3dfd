"""`ses-check explain`: a pasted error understood, with no access to anything.

It starts within a quarter of a second, so it parses its few options itself and loads renderers by name.
"""

from __future__ import annotations

import getopt
import importlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.cli.explain_lines import explain_lines
from bot.cli.leaving import put
from bot.cli.refusal import Refusal
from bot.explain.explain import explain as explained
from bot.explain.explanation import MAX_BYTES, Certainty, Unreadable
from bot.languages import LANGUAGES, language_of_spelling
from bot.words.catalogue import Catalogue
from bot.words.medium import Medium

FORMATS = ("text", "json", "markdown")
_UNKNOWN = 3
_HINT = "ses-check explain --help"


def explain(arguments: Sequence[str], say: Catalogue) -> int:
    """0 explained, 3 no known sign; with --jsonl 0, or 2 if no line was valid. Raises Refusal."""
    options, words = _parsed(arguments, say)
    if options.get("--format", FORMATS[0]).lower() not in FORMATS:
        raise _no_choice("--format", FORMATS, say)
    if "--lang" in options and not language_of_spelling(options["--lang"]):
        raise _no_choice("--lang", LANGUAGES, say)
    if "--jsonl" in options:
        if words or "--file" in options:
            raise Refusal(say("cli.explain.both"))
        return explain_lines(sys.stdin.buffer)
    text = _text(options.get("--file"), words, say)
    result = explained(text)
    # Only now: the words and a renderer, which --jsonl does not need.
    word = importlib.import_module("bot.words.explanation")
    if isinstance(result, Unreadable):
        raise Refusal(word.refusal(result, say.language), hint=say("cli.usage.hint", command=_HINT))
    answer = word.build_explanation(result, say.language, Medium.SHELL)
    put(importlib.import_module("bot.cli.explain_output").rendered(answer, options.get("--format", "text")))
    return _UNKNOWN if result.verdict is Certainty.UNKNOWN else 0


def _parsed(arguments: Sequence[str], say: Catalogue) -> tuple[Mapping[str, str], list[str]]:
    try:
        options, words = getopt.gnu_getopt(list(arguments), "", ["file=", "lang=", "format=", "jsonl"])
    except getopt.GetoptError as error:
        name = f"--{error.opt}" if len(error.opt) > 1 else f"-{error.opt}"
        key = "cli.usage.value" if error.msg.endswith("requires argument") else "cli.usage.option"
        message = say(key, place=name, given=name)
        raise Refusal(message, (name,), say("cli.usage.hint", command=_HINT)) from error
    return dict(options), words


def _no_choice(name: str, choices: Iterable[str], say: Catalogue) -> Refusal:
    message = say("cli.usage.choice", place=name, choices=", ".join(choices))
    return Refusal(message, (name,), say("cli.usage.hint", command=_HINT))


def _text(file: str | None, words: Sequence[str], say: Catalogue) -> str:
    """What was typed, else the file, else standard input. One byte more than is explained is enough to refuse it."""
    if file is not None and words:
        raise Refusal(say("cli.explain.both"))
    if file is not None:
        try:
            with Path(file).open("rb") as opened:
                return decoded(opened.read(MAX_BYTES + 1))
        except OSError as error:
            raise Refusal(say("cli.explain.file", path=file), (file,)) from error
    if words and list(words) != ["-"]:
        return " ".join(words)
    return decoded(sys.stdin.buffer.read(MAX_BYTES + 1))


def decoded(raw: bytes) -> str:
    """Bytes as text: UTF-16 by its mark, UTF-8, else cp1252, whose gaps are replaced."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
