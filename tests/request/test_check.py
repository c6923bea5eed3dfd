"""The grammar of what is typed after `/ses-check`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.registry import GROUPS
from bot.languages import LANGUAGES
from bot.request.check import CheckRequest, parse_check
from bot.request.flags import LANG, UsageProblem
from bot.request.grammar import HelpRequest
from bot.words.catalogue import catalogue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", CheckRequest()),
        ("   ", CheckRequest()),
        ("prod", CheckRequest("prod")),
        ("Prod", CheckRequest("Prod")),
        ("prod lang:vi only:smtp private", CheckRequest("prod", "vi", "smtp", private=True)),
        ("PRIVATE Lang:VI prod", CheckRequest("prod", "vi", private=True)),
        ("prod lang=vi --only smtp", CheckRequest("prod", "vi", "smtp")),
        ("prod --lang=en --private", CheckRequest("prod", "en", private=True)),
        ("—lang vi prod", CheckRequest("prod", "vi")),
        ("prod lang: vi", CheckRequest("prod", "vi")),
        ("prod lang : vi", CheckRequest("prod", "vi")),
        ("prod lang:vi-VN", CheckRequest("prod", "vi")),
        ("prod lang:vn", CheckRequest("prod", "vi")),
        ("prod lang:vi lang:vi", CheckRequest("prod", "vi")),
        ("“prod”", CheckRequest("prod")),
        ("`prod` *private*", CheckRequest("prod", private=True)),
        ("prod.", CheckRequest("prod")),
        ("prod_", CheckRequest("prod_")),
        ("prod\u00a0only:ses", CheckRequest("prod", only="ses")),
        ("ｐｒｏｄ　ｌａｎｇ：ｖｉ", CheckRequest("prod", "vi")),
        ("prod\u200b", CheckRequest("prod")),
        ("a.b-c_d", CheckRequest("a.b-c_d")),
        ("sản-xuất", CheckRequest("sản-xuất")),
        ("prod to:a@example.com", CheckRequest("prod", recipient="a@example.com")),
        ("prod to:<mailto:a@example.com|a@example.com>", CheckRequest("prod", recipient="a@example.com")),
        ("prod to: <mailto:a@example.com|a@example.com>", CheckRequest("prod", recipient="a@example.com")),
        ("prod to=<mailto:a@example.com>", CheckRequest("prod", recipient="a@example.com")),
        ("prod to:<a@example.com>", CheckRequest("prod", recipient="a@example.com")),
        ("prod to:mailto:a@example.com", CheckRequest("prod", recipient="a@example.com")),
        ("--to A.b+c@EXAMPLE.com prod", CheckRequest("prod", recipient="A.b+c@example.com")),
        ("prod to:a@bücher.example", CheckRequest("prod", recipient="a@xn--bcher-kva.example")),
        ("prod to:'a@example.com'.", CheckRequest("prod", recipient="a@example.com")),
        ("prod recipient:a@example.com", CheckRequest("prod", recipient="a@example.com")),
        ("prod send:success", CheckRequest("prod", simulate="success")),
        ("prod Send = Bounce", CheckRequest("prod", simulate="bounce")),
        ("prod --send suppression-list", CheckRequest("prod", simulate="suppressionlist")),
        ("prod simulate:ooo only:smtp", CheckRequest("prod", only="smtp", simulate="ooto")),
    ],
)
def test_what_is_meant_is_understood(text: str, expected: CheckRequest) -> None:
    assert parse_check(text) == expected


@pytest.mark.parametrize("text", ["help", "HELP", "--help", "-h", "?", "trợ giúp", "Tro Giup", "hướng dẫn", "giúp"])
def test_help_in_both_languages(text: str) -> None:
    assert parse_check(text) == HelpRequest()


def test_help_in_the_language_asked_for() -> None:
    assert parse_check("help lang:vi") == HelpRequest("vi")


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("prod ony:smtp", "request.flag_near", {"word": "ony:smtp", "near": "only:"}),
        ("prod --privat", "request.flag_near", {"word": "--privat", "near": "private"}),
        ("prod privat", "request.flag_near", {"word": "privat", "near": "private"}),
        ("prod smtp", "request.flag_near", {"word": "smtp", "near": "only:smtp"}),
        ("prod vi", "request.flag_near", {"word": "vi", "near": "lang:vi"}),
        ("prod --verbose", "request.flag", {"word": "--verbose", "command": "/ses-check"}),
        ("prod lang:vi lang:en", "request.twice", {"flag": "lang:"}),
        ("prod staging", "request.one_target", {"first": "prod", "second": "staging"}),
        ("prod lang:fr", "request.value", {"flag": "lang:", "choices": ", ".join(LANG.choices)}),
        ("prod to:", "request.address", {"flag": "to:", "example": "to:name@example.com"}),
        ("prod to:hunter2", "request.address", {"flag": "to:", "example": "to:name@example.com"}),
        ("prod to:a@b", "request.address", {"flag": "to:", "example": "to:name@example.com"}),
        ("prod to:a@b.com to:c@d.com", "request.twice", {"flag": "to:"}),
        ("prod a@example.com", "request.flag_near", {"word": "a@example.com", "near": "to:name@example.com"}),
        ("prod success", "request.flag_near", {"word": "success", "near": "send:success"}),
        (
            "prod send:succes",
            "request.value_near",
            {
                "flag": "send:",
                "choices": "success, bounce, complaint, ooto, suppressionlist",
                "near": "send:success",
            },
        ),
        ("prod only:dns send:success", "request.send_group", {"only": "only:dns", "send": "send:success"}),
    ],
)
def test_what_is_not_understood_says_what_would_be(text: str, key: str, values: dict[str, str]) -> None:
    assert parse_check(text) == UsageProblem(key, values)


def test_a_group_that_is_nearly_right_is_suggested() -> None:
    problem = parse_check("prod only:stmp")
    assert isinstance(problem, UsageProblem)
    assert (problem.key, problem.values["near"]) == ("request.value_near", "only:smtp")


@pytest.mark.parametrize("text", ["only:", "--only", "prod --only --private"])
def test_a_flag_without_its_value_names_the_choices(text: str) -> None:
    problem = parse_check(text)
    assert isinstance(problem, UsageProblem)
    assert problem.key == "request.value_missing"
    assert problem.values["choices"] == ", ".join(GROUPS)


def test_a_secret_typed_by_mistake_is_not_repeated() -> None:
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    problem = parse_check(f"prod {secret}")
    assert isinstance(problem, UsageProblem)
    assert secret[:8] not in str(problem)


def test_an_endless_text_is_refused() -> None:
    problem = parse_check("a" * 5000)
    assert isinstance(problem, UsageProblem)
    assert problem.key == "request.too_long"


_PIECES = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "prod",
            "lang:",
            "lang:vi",
            "--only",
            "only=smtp",
            "private",
            "help",
            "—",
            "“",
            ":",
            "=",
            "-",
            "\u00a0",
            "<@U1|x>",
        ]
    ),
)


@settings(deadline=None)
@given(
    st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.text(st.characters(categories=("Cs", "Cc", "Zs", "Mn"))))
)
def test_nothing_that_is_typed_raises_and_every_problem_has_words(text: str) -> None:
    request = parse_check(text)
    if isinstance(request, UsageProblem):
        for language in LANGUAGES:
            assert catalogue(language)(request.key, **request.values)
    elif isinstance(request, CheckRequest):
        assert request.only is None or request.only in GROUPS
        assert request.target is None or request.target.strip()


def test_the_help_names_the_command_in_both_languages() -> None:
    for language in LANGUAGES:
        assert "/ses-check prod lang:vi" in catalogue(language)(
            "request.help", command="/ses-check", lang=LANG.syntax, others="/ses-trace"
        )
