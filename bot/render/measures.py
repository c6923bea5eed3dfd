"""Durations and times as a reader of one language writes them."""

from __future__ import annotations

from datetime import datetime

from babel.numbers import format_decimal

from bot.words.catalogue import catalogue
from bot.words.values import moment


def duration(ms: int, language: str) -> str:
    """Milliseconds in words: whole below a second, else seconds with one digit."""
    say = catalogue(language)
    if ms < 1000:
        return say("answer.ms", value=ms)
    return say("answer.seconds", value=format_decimal(ms / 1000, format="0.0", locale=language))


def utc(when: datetime, language: str) -> str:
    """A time in UTC, as the language writes it."""
    return moment(when.isoformat(), language)
