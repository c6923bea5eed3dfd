"""Every explanation has its words, in both languages, whatever the cause, the step and the provider."""

from __future__ import annotations

import pytest

from bot.causes import all_causes
from bot.explain.dialects import all_dialects
from bot.explain.explain import explain
from bot.explain.explanation import Certainty, Explanation, Retry, Suspect, Unreadable
from bot.explain.facts import Facts
from bot.explain.recognise import STAGES
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from bot.words.explanation import ExplanationReport, build_explanation, describe_unreadable

EMPTY = Facts()


def _explained(text: str, language: str) -> ExplanationReport:
    result = explain(text)
    assert isinstance(result, Explanation)
    return build_explanation(result, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(all_causes()))
@pytest.mark.parametrize("verdict", [Certainty.CERTAIN, Certainty.LIKELY, Certainty.CANNOT_TELL])
def test_every_cause_reads_without_live_values(code: str, verdict: Certainty, language: str) -> None:
    result = Explanation(verdict, (Suspect(code, 0.9),), (), EMPTY, None, Retry.FIX)
    explained = build_explanation(result, language)
    assert explained.advice is not None
    assert explained.advice.title.plain in explained.headline
    # A headline says nothing with a hole in it.
    assert "<" not in explained.headline
    assert explained.advice.fix and explained.retry
    assert not explained.advice.here


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_provider_is_named_and_gets_no_remedy_of_ses(language: str) -> None:
    for dialect in all_dialects():
        name = None if dialect.name == "generic" else dialect.name
        result = Explanation(Certainty.NOT_SES, (), (Suspect("smtp.credentials_invalid", 0.1),), EMPTY, name, Retry.FIX)
        explained = build_explanation(result, language)
        assert dialect.title in explained.headline
        assert explained.advice is None and explained.suspects == ()
        assert len(explained.remarks) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_text_gets_the_advice_of_its_step(language: str) -> None:
    for stage in (*STAGES, None):
        facts = Facts(stage=stage)
        result = Explanation(Certainty.UNKNOWN, (), (Suspect("network.dns", 0.1),), facts, None, Retry.UNKNOWN)
        explained = build_explanation(result, language)
        assert catalogue(language)(f"explain.stage.{stage or 'none'}") in explained.remarks
        assert [suspect.code for suspect in explained.suspects] == ["network.dns"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_text_says_is_listed(language: str) -> None:
    explained = _explained(
        "host email-smtp.eu-west-1.amazonaws.com[192.0.2.1]:587 said: 535 Authentication Credentials Invalid", language
    )
    said = {fact.name: fact.value for fact in explained.facts}
    assert said["host"] == "email-smtp.eu-west-1.amazonaws.com"
    assert (said["reply_code"], said["port"], said["region"]) == ("535", "587", "eu-west-1")


def test_values_of_the_text_stand_in_the_commands() -> None:
    explained = _explained("535 Authentication Credentials Invalid email-smtp.ap-southeast-1.amazonaws.com:587", "en")
    assert explained.advice is not None
    commands = "\n".join(command.text for step in explained.advice.fix for command in step.commands)
    assert "ap-southeast-1" in commands
    assert "<region>" not in commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_suspects_say_what_tells_them_apart_and_which_check_decides(language: str) -> None:
    suspects = _explained("535 Authentication Credentials Invalid", language).suspects
    assert len(suspects) > 2
    assert all(suspect.tells and suspect.decides for suspect in suspects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_foreign_host_is_remarked_where_the_network_failed(language: str) -> None:
    explained = _explained("connect to smtp.gmail.com[192.0.2.1]:587: Connection timed out", language)
    assert explained.advice is not None
    assert "Gmail" in explained.remarks[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_a_sentence(language: str) -> None:
    assert describe_unreadable(Unreadable("too_long", 2_000_000), language) != describe_unreadable(
        Unreadable("empty", 0), language
    )


@pytest.mark.parametrize(
    ("arn", "command"),
    [
        ("arn:aws:iam::111122223333:user/svc/mail/app", "put-user-policy --user-name app "),
        ("arn:aws:iam::111122223333:role/svc/task", "put-role-policy --role-name task "),
        ("arn:aws:sts::111122223333:assumed-role/task/i-0abc", "put-role-policy --role-name task "),
        ("someone", "put-user-policy --user-name <principal-name> "),
    ],
)
def test_the_principal_that_an_error_names_stands_in_the_commands(arn: str, command: str) -> None:
    refused = f"AccessDeniedException: User: {arn} is not authorized to perform: ses:SendEmail on resource: x"
    advice = _explained(f"{refused} because no permissions boundary allows the ses:SendEmail action", "en").advice
    assert advice is not None
    commands = [c.text for step in advice.fix for c in step.commands]
    assert any(command in text for text in commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layer_is_told_in_words(language: str) -> None:
    text = "AccessDenied: User: x is not authorized to perform: ses:SendEmail with an explicit deny in a {} policy"
    shown = {fact.name: fact.value for fact in _explained(text.format("service control"), language).facts}
    assert shown["layer"] == catalogue(language)("value.layer.scp")
