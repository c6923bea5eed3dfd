"""Values as a language writes them: numbers, dates, lists, and the words for codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from bot.core.values import Value
from bot.languages import LANGUAGES
from bot.words.catalogue import Catalogue

# Only these characters may stand unquoted in a command that a person pastes into a shell.
_UNSAFE = re.compile(r"[^A-Za-z0-9@%+=:,./_*-]")


def format_prose(values: Mapping[str, Value], fields: frozenset[str], words: Catalogue) -> dict[str, str]:
    """Every field as a sentence shows it; a value that is missing becomes <its-name>."""
    return {name: _prose(name, values.get(name), words) for name in fields | values.keys()}


def format_commands(values: Mapping[str, Value], fields: frozenset[str]) -> dict[str, str]:
    """Every field as a command takes it: raw, and harmless in a shell; a value that is missing becomes <its-name>."""
    return {name: _raw(name, values.get(name)) for name in fields | values.keys()}


def format_code(values: Mapping[str, Value], fields: frozenset[str]) -> dict[str, str]:
    """Every field as a sentence quotes it: as it is; a value that is missing becomes <its-name>."""
    return {name: _quoted(name, values.get(name)) for name in fields | values.keys()}


def format_cells(names: Sequence[str], values: Sequence[Value], words: Catalogue) -> tuple[str, ...]:
    """A row of a table; a value that is missing is a dash."""
    pairs = zip(names, values, strict=True)
    return tuple("-" if value in ("", ()) else _prose(name, value, words) for name, value in pairs)


def _prose(name: str, value: Value | None, words: Catalogue) -> str:
    if value is None or value in ("", ()):
        return _placeholder(name)
    if isinstance(value, tuple):
        return ", ".join(_word(name, item, words) for item in value)
    if isinstance(value, bool):
        return words("word.yes") if value else words("word.no")
    if isinstance(value, int | float):
        # A port is a name, not a quantity.
        return str(value) if "port" in name else format_number(value, words.language)
    return format_moment(value, words.language) if name.endswith("_at") else _word(name, value, words)


def format_moment(iso: str, language: str) -> str:
    """An ISO time as the language writes it, in UTC."""
    spoken = LANGUAGES[language]
    return str(format_datetime(datetime.fromisoformat(iso), spoken.moment, tzinfo=UTC, locale=spoken.cldr))


def format_day(when: datetime, language: str) -> str:
    """A day as the language writes it in short."""
    spoken = LANGUAGES[language]
    return str(format_date(when, spoken.day, locale=spoken.cldr))


def format_number(value: float, language: str, pattern: str | None = None) -> str:
    """A number as the language writes it. pattern: a CLDR number pattern; None for as many digits as it has."""
    return str(format_decimal(value, format=pattern, locale=LANGUAGES[language].cldr))


def format_duration(ms: int, words: Catalogue) -> str:
    """Milliseconds in words: whole below a second, else seconds with one digit."""
    if ms < 1000:
        return words("answer.ms", value=ms)
    return words("answer.seconds", value=format_number(ms / 1000, words.language, "0.0"))


def _word(name: str, value: str, words: Catalogue) -> str:
    key = f"value.{name}.{value}"
    return words(key) if key in words else value


def _quoted(name: str, value: Value | None) -> str:
    if value is None or value in ("", ()):
        return _placeholder(name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _raw(name: str, value: Value | None) -> str:
    text = ",".join(value) if isinstance(value, tuple) else _quoted(name, value)
    return _placeholder(name) if not text or _UNSAFE.search(text) else text


def _placeholder(name: str) -> str:
    return f"<{name.replace('_', '-')}>"
