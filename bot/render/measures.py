"""Durations, times and places in a language."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import Vantage
from bot.render.clean import one_line
from bot.words.catalogue import catalogue
from bot.words.values import format_duration, format_moment


def duration(ms: int, language: str) -> str:
    """Milliseconds in words: whole below a second, else seconds with one digit."""
    return format_duration(ms, catalogue(language))


def place(vantage: Vantage, language: str) -> str:
    """A sentence that names the machine that ran the checks; "" where it is not known."""
    say = catalogue(language)
    if not vantage.host:
        return ""
    if not vantage.address:
        return say("answer.vantage", host=one_line(vantage.host))
    return say("answer.vantage.address", host=one_line(vantage.host), address=one_line(vantage.address))


def utc(when: datetime, language: str) -> str:
    """A time in UTC, as the language writes it."""
    return format_moment(when.isoformat(), language)


def span(seconds: float, language: str) -> str:
    """The time between two events, in the largest whole unit: seconds, minutes, hours or days."""
    say = catalogue(language)
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= size:
            return say(f"answer.{unit}", value=int(seconds // size))
    return duration(round(max(0.0, seconds) * 1000), language)
