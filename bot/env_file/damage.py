"""Lists what is damaged in a file, or what other readers of such files read differently from python-dotenv."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.env_file.read import EnvFile, Variable
from bot.env_file.url import parse_mail_url

_LINE = re.compile(
    r"(?s)\s*(?P<export>export\s+)?(?P<name>[^=#\s]+|'[^']+')(?P<gap>[^\S\n]*)=(?P<gap2>[^\S\n]*)(?P<text>.*)"
)
_CURLY = "\u2018\u2019\u201c\u201d"
_DOLLAR = re.compile(r"(?<!\\)\$(?:\{[^}]*\}|[A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class Damage:
    """code: of the locales, `value.env_damage.<code>`. name: the variable, "" for the whole file. line: from 1, 0 for that."""

    code: str
    name: str = ""
    line: int = 0


def find_damage(file: EnvFile, names: frozenset[str], secrets: frozenset[str] = frozenset()) -> tuple[Damage, ...]:
    """The damage of the file itself and of these variables, by line. secrets: those whose quotes are worth a word."""
    found = [Damage(code) for code, there in (("bom", file.bom), ("crlf", file.crlf)) if there]
    found += [Damage("unreadable", "", line) for line in file.unreadable]
    php = any(v.raw.startswith("define") for v in file.variables)
    counts = Counter(v.name for v in file.variables)
    for variable in file.variables:
        if variable.name not in names:
            continue
        if counts[variable.name] > 1 and file.find(variable.name) is variable:
            found.append(Damage("twice", variable.name, variable.line))
        if not php:
            found += [
                Damage(code, variable.name, variable.line) for code in _of_line(variable, variable.name in secrets)
            ]
    return tuple(sorted(found, key=lambda damage: damage.line))


def _of_line(variable: Variable, secret: bool) -> Iterator[str]:
    parts = _LINE.match(variable.raw)
    if variable.value is None or parts is None:
        yield "no_value"
        return
    if parts["export"]:
        yield "export"
    if parts["gap"] or parts["gap2"].strip("\r"):
        yield "spaces_around"
    text = parts["text"].rstrip("\r\n")
    quote = text[:1] if text[:1] in ("'", '"') else ""
    closed = re.match(rf"{quote}(?:\\.|[^{quote}\\])*{quote}", text, re.DOTALL) if quote else None
    inside, behind = (closed[0][1:-1], text[closed.end() :]) if closed else (text, "")
    value = variable.value
    if value[:1] in ("'", '"', "`", *_CURLY) or value[-1:] in ("'", '"', "`", *_CURLY):
        yield "quotes_in_value"
    elif quote and secret:
        yield "quotes"
    if quote and value != value.strip():
        yield "space_in_quotes"
    if (behind or text) != (behind or text).rstrip() and "#" not in (behind or text):
        yield "trailing_space"
    if "#" in behind or (not quote and re.search(r"\s#", text)):
        yield "comment"
    if not quote and re.search(r"\S#", text):
        yield "hash"
    if quote != "'" and _DOLLAR.search(inside):
        yield "dollar"
    if (url := parse_mail_url(value)) is not None and url.reserved:
        yield "url_reserved"
