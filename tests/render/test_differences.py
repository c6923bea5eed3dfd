"""The sentence above a wrong DNS record is not repeated, neither after another record nor after the title."""

from __future__ import annotations

from dataclasses import replace

from bot.render.monospace import introduced
from bot.words.report import Difference
from tests.render.samples import advice

ONE = Difference(
    "mail.example.com", "TXT", "v=spf1 -all", ("v=spf1",), "It needs more than ten look-ups.", "Cached 9 s."
)


def said(title: str, *shown: Difference) -> list[str]:
    return [words for words, _difference in introduced(replace(advice("spf.failing", title, ""), differences=shown))]


def test_what_is_wrong_is_said_once_for_all_that_are_wrong_alike() -> None:
    assert said("SPF is broken", ONE, ONE) == ["It needs more than ten look-ups. Cached 9 s.", ""]


def test_what_the_title_says_in_the_same_words_is_not_said_again() -> None:
    assert said("SPF is broken: it needs more than ten look-ups", ONE) == ["Cached 9 s."]


def test_no_more_than_asked_for() -> None:
    other = replace(ONE, mistake="There is no such record.")
    assert len(said("SPF is broken", ONE, other, ONE)) == 3
    assert [d for _words, d in introduced(replace(advice("a.b", "x", ""), differences=(ONE, other)), 1)] == [ONE]
