"""Durations and times as a reader of one language writes them."""

from __future__ import annotations

from datetime import UTC, datetime

from babel.numbers import format_decimal

from bot.words.catalogue import catalogue


def duration(ms: int, language: str) -> str:
    """Milliseconds in words: whole below a second, else seconds with one digit."""
    say = catalogue(language)
    if ms < 1000:
        return say("answer.ms", value=ms)
    return say("answer.seconds", value=format_decimal(ms / 1000, format="0.0", locale=language))


def utc(moment: datetime) -> str:
    """A time as 2026-11-21 20:05 UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
