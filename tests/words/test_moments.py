"""Points in time are found again as `format_moment` writes them, in every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import LANGUAGES
from bot.words.moments import find_moments
from bot.words.values import format_moment


@pytest.mark.parametrize("language", LANGUAGES)
@given(when=st.datetimes(timezones=st.just(UTC)), around=st.sampled_from(["", "x. ", "(", "0,1 "]))
def test_what_is_written_is_found(language: str, when: datetime, around: str) -> None:
    when = when.replace(year=max(1000, when.year), day=min(28, when.day), second=0, microsecond=0)
    text = f"{around}{format_moment(when.isoformat(), language)} {around}"
    [found] = find_moments(text)
    assert found.when == when
    assert text[found.start : found.end] == format_moment(when.isoformat(), language)


@pytest.mark.parametrize(
    "text", ["", "12:30", "99:99 99/99/2026 UTC", "40 Dec 2026 10:00 UTC", "1 Foo 2026 10:00 UTC", "v1.2026"]
)
def test_what_is_no_time_is_left(text: str) -> None:
    assert list(find_moments(text)) == []


@given(st.text())
def test_nothing_raises(text: str) -> None:
    assert all(text[m.start : m.end] for m in find_moments(text + " 2026"))
