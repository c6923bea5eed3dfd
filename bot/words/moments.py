"""Finds points in time in a sentence, as `format_moment` writes them: some media show times in the reader's own zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from babel.dates import get_month_names

from bot.languages import LANGUAGES, Language

# The fields of a CLDR pattern that a language may use: https://unicode.org/reports/tr35/tr35-dates.html
_FIELDS = {"HH": r"(?P<hour>\d\d)", "mm": r"(?P<minute>\d\d)", "dd": r"(?P<day>\d\d)", "d": r"(?P<day>\d{1,2})"}
_FIELDS |= {"MM": r"(?P<month>\d\d)", "MMM": r"(?P<name>[^\W\d]+\.?)", "y": r"(?P<year>\d{4})"}
_PARTS = re.compile(r"'([^']*)'|([A-Za-z]+)|([^A-Za-z']+)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time in a text: from its start to its end, and when it is."""

    start: int
    end: int
    when: datetime


def find_moments(text: str) -> Iterator[Moment]:
    """The points in time in a text, in their order, whatever language it speaks. One that cannot be is left out."""
    if not re.search(r"\d{4}", text):
        return
    found = [m for language in LANGUAGES.values() for m in _in_language(text, language)]
    end = 0
    for moment in sorted(found, key=lambda m: (m.start, -m.end)):
        if moment.start >= end:
            end = moment.end
            yield moment


def _in_language(text: str, language: Language) -> Iterator[Moment]:
    for match in _pattern(language.moment).finditer(text):
        parts = match.groupdict()
        month = _months(language.cldr).get(parts["name"], 0) if "name" in parts else int(parts["month"])
        day, hour, minute = (int(parts[name]) for name in ("day", "hour", "minute"))
        try:
            when = datetime(int(parts["year"]), month, day, hour, minute, tzinfo=UTC)
            yield Moment(*match.span(), when)
        except ValueError:
            continue


@cache
def _pattern(moment: str) -> re.Pattern[str]:
    parts = (
        _FIELDS.get(field) or re.escape(quoted or field or other) for quoted, field, other in _PARTS.findall(moment)
    )
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


@cache
def _months(cldr: str) -> Mapping[str, int]:
    return {name: number for number, name in get_month_names("abbreviated", locale=cldr).items()}
