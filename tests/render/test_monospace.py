"""Differences as aligned rows."""

from __future__ import annotations

from bot.render.monospace import difference
from bot.words.catalogue import catalogue
from bot.words.report import Difference


def test_a_quote_in_the_middle_of_a_long_value_stays_in_sight() -> None:
    value = f'p={"A" * 200}" "{"B" * 200}'
    rows = difference(
        Difference("s._domainkey.example.com", "TXT", "p=<public-key>", (value,), "", ""), catalogue("en")
    )
    assert 'A" "B' in rows
    assert len(rows.splitlines()[-1]) < 240


def test_the_other_name_is_told_without_the_type_once_more() -> None:
    shown = Difference("a.example.com", "CNAME", "t", ("t",), "", "", "a.example.com.example.com")
    assert difference(shown, catalogue("en")).splitlines() == [
        "record     a.example.com CNAME",
        "stands at  a.example.com.example.com",
        "expected   t",
    ]
