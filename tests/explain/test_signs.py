"""The data of signs and dialects: every phrase can be found, and every code and token that is named exists."""

from __future__ import annotations

import re

import pytest

from bot.causes import all_causes
from bot.causes.signs import Sign, all_signs, read_sign, split_list
from bot.explain.dialects import all_dialects, title_of
from bot.explain.explain import explain
from bot.explain.explanation import Certainty, Explanation
from bot.explain.match import compile_signs
from bot.explain.normalise import build_views
from bot.explain.phrase import phrase

SIGNS = [
    *((code, sign) for code, signs in all_signs().items() for sign in signs),
    *((dialect.name, sign) for dialect in all_dialects() for sign in dialect.signs),
]
TOKEN = re.compile(
    r"ses|aws|code:\d{3}|enhanced:\d\.\d\.\d+|stage:[a-z_]+|aws:\w+|client:[a-z-]+|port:(?:\d+|smtp|not_mail)"
    r"|host:(?:none|other|aws|ses_api|ses_smtp|ses_feedback|key_id|hidden)|service:(?:ses|other)"
    r"|region:(?:unknown|without_smtp)|(?:regions|accounts):several|identity:(?:one|several)|key:(?:AKIA|ASIA)"
    r"|role:(?:sender|recipient)"
)


def test_every_cause_has_signs_and_every_sign_its_cause() -> None:
    assert set(all_signs()) == set(all_causes())


@pytest.mark.parametrize(("owner", "sign"), SIGNS, ids=[f"{owner}-{n}" for n, (owner, _) in enumerate(SIGNS)])
def test_a_sign_names_what_exists(owner: str, sign: Sign) -> None:
    assert sign.hides <= set(all_causes()) - {owner}
    for asked in (*(choice for need in sign.needs for choice in need.split("|")), *sign.without):
        assert TOKEN.fullmatch(asked), asked


def test_every_phrase_finds_itself() -> None:
    for _owner, sign in SIGNS:
        for written in (*sign.any, *sign.all):
            found = phrase(written, sign.exact)
            assert found.within(build_views(written.replace("*", "").replace(" .. ", " and then ")))


def test_every_phrase_is_found_by_the_index_too() -> None:
    index = compile_signs().index
    for each in index.phrases():
        text = build_views(" and ".join(chunk.strip() for chunk in each.chunks))
        if each.within(text):
            assert each in index.find(text)


def test_a_host_of_another_provider_names_it() -> None:
    for dialect in all_dialects():
        for host in dialect.hosts:
            result = explain(f"host {host}[192.0.2.1] said: 535 5.7.8 no")
            assert isinstance(result, Explanation)
            assert result.verdict is Certainty.NOT_SES, host
            assert result.provider == dialect.name, host


def test_a_provider_has_a_title() -> None:
    assert title_of("gmail") == "Gmail"
    assert all(dialect.title for dialect in all_dialects() if dialect.name != "generic")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"any": "a b", "sure": 0.5, "somtimes": 1}, "somtimes"),
        ({"sure": 0.5}, "matches everything"),
        ({"any": "a b", "sure": 1.5}, "at most 1"),
        ({"any": "a b", "sure": 0.5, "retry": "never"}, "retry"),
    ],
)
def test_a_mistake_in_a_sign_is_told_with_its_owner(raw: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says) as raised:
        read_sign(raw, "smtp.made_up")
    assert "smtp.made_up" in str(raised.value)


def test_a_list_is_written_with_commas_over_lines() -> None:
    assert split_list("\n  a b, c ,\n  d\n") == ("a b", "c", "d")


def test_a_phrase_without_words_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without words"):
        phrase("a b .. -")
