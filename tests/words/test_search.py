"""Guides are found by code, area, title words in both languages with or without diacritics, and error texts."""

from __future__ import annotations

import pytest

from bot.causes import all_causes
from bot.words.search import codes_by_area, search_guides


@pytest.mark.parametrize("code", sorted(all_causes()))
def test_a_code_finds_its_own_guide(code: str) -> None:
    assert search_guides(code).fitting == (code,)
    assert search_guides(f"  {code.upper()} ").fitting == (code,)


@pytest.mark.parametrize("query", ["chưa verify", "chua verify", "CHƯA VERIFY", "chưa  verify!"])
def test_case_marks_and_punctuation_do_not_matter(query: str) -> None:
    assert search_guides(query).fitting[0] == "identity.not_verified"


@pytest.mark.parametrize("area", sorted(codes_by_area()))
def test_an_area_finds_its_guides(area: str) -> None:
    assert set(codes_by_area()[area]) <= set(search_guides(area).fitting)


@pytest.mark.parametrize("code", sorted(code for code, cause in all_causes().items() if cause.errors))
def test_an_error_text_finds_its_causes(code: str) -> None:
    for error in all_causes()[code].errors:
        assert code in search_guides(error).fitting
        assert code in search_guides(f"app said: {error} (at line 3)").fitting


def test_of_one_error_the_generic_cause_comes_first() -> None:
    assert search_guides("535 Authentication Credentials Invalid").fitting[0] == "smtp.credentials_invalid"


@pytest.mark.parametrize("query", ["zzz qqq", "làm sao để mail chạy", "x" * 50_000, "a b " * 5_000])
def test_what_fits_nothing_finds_the_nearest_three(query: str) -> None:
    found = search_guides(query)
    assert not found.fitting
    assert len(set(found.nearest)) == 3


@pytest.mark.parametrize("query", ["", "  ", "?!", "\x00"])
def test_nothing_finds_nothing(query: str) -> None:
    assert search_guides(query).fitting == search_guides(query).nearest == ()
