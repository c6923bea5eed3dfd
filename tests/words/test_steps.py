"""Which steps a fix has, which lines its commands have, and where a person finds what they leave open."""

from __future__ import annotations

import re

import pytest

from bot.causes import all_causes
from bot.core.model import Finding, Severity
from bot.core.values import Value
from bot.explain.explain import explain
from bot.explain.explanation import Explanation
from bot.languages import LANGUAGES
from bot.words.build import build_advice
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation
from bot.words.report import Step
from bot.words.text import parse_markdown

DENIED: dict[str, Value] = {"action": "ses:SendEmail", "principal_kind": "user", "principal_name": "mailer"}


def _steps(code: str, values: dict[str, Value], variant: str = "", language: str = "en") -> dict[str, Step]:
    finding = Finding(code, Severity.FAIL, "", frozenset(), values, variant)
    return {step.id: step for step in build_advice(finding, {}, catalogue(language)).fix}


def _cli(step: Step) -> str:
    return next(command.text for command in step.commands if command.form == "cli")


def test_a_relay_of_ones_own_is_mentioned_only_where_the_host_may_be_one() -> None:
    assert "relay" in _steps("smtp.client_refused", {"server": "relay"})
    assert "relay" not in _steps("smtp.client_refused", {"server": "ses"})
    assert {"relay", "path"} <= set(_steps("smtp.client_refused", {}))


@pytest.mark.parametrize(
    ("values", "variant", "line"),
    [
        ({"configuration_set": "prod-mail"}, "", "configuration-set/prod-mail"),
        ({}, "", ""),
        # Nothing was looked at: a person decides.
        ({}, "text", "configuration-set/<configuration-set>"),
    ],
)
def test_the_line_of_the_configuration_set_stands_where_one_is_in_use(
    values: dict[str, Value], variant: str, line: str
) -> None:
    command = _cli(_steps("iam.access_denied", {**DENIED, **values}, variant)["allow"])
    assert line in command if line else "configuration-set" not in command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_a_command_leaves_open_says_once_where_it_is_found(language: str) -> None:
    for code, cause in all_causes().items():
        for variant in ("", *sorted(cause.variants)):
            commands = [c for step in _steps(code, {}, variant, language).values() for c in step.commands]
            left = {(c.form, re.sub(r"-\d+$", "", name)) for c in commands for name in c.open}
            told = [(c.form, re.sub(r"-\d+$", "", h.spans[0].text.strip("<>"))) for c in commands for h in c.hints]
            assert sorted(told) == sorted(left), (code, variant)


PLATFORMS = {
    "service mailer on Railway: 535 Authentication Credentials Invalid": "railway",
    "https://mailer.onrender.com 535 Authentication Credentials Invalid": "render",
    "heroku[router]: 535 Authentication Credentials Invalid": "heroku",
    "[Vercel] 535 Authentication Credentials Invalid": "vercel",
    "flyctl logs: 535 Authentication Credentials Invalid": "fly",
    "docker compose logs: 535 Authentication Credentials Invalid": "docker",
    "kubectl logs mailer-5d8: 535 Authentication Credentials Invalid": "kubernetes",
    "systemd[1]: mailer.service: 535 Authentication Credentials Invalid": "systemd",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "platform"), PLATFORMS.items())
def test_a_named_platform_is_told_once_where_a_setting_changes(text: str, platform: str, language: str) -> None:
    result = explain(text)
    assert isinstance(result, Explanation)
    assert result.facts.platforms == (platform,)
    told = build_explanation(result, language).advice
    assert told is not None
    sentence = parse_markdown(catalogue(language)(f"platform.{platform}")).plain
    assert [step.id for step in told.fix if sentence in step.text.plain] == ["deploy"]


def test_no_platform_is_told_that_the_text_does_not_name() -> None:
    result = explain("535 Authentication Credentials Invalid; failed to render the page")
    assert isinstance(result, Explanation) and result.facts.platforms == ()
    told = build_explanation(result, "en").advice
    assert told is not None and not any("Variables" in step.text.plain for step in told.fix)
