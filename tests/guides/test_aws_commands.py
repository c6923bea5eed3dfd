"""Every `aws` command of every guide exists as it is written: operation, parameters, values, and what its query reads."""

from __future__ import annotations

import json

import pytest

from tests.guides.aws_command import mistakes, words_of
from tests.guides.commands import Shown, filled, shown

COMMANDS = [s for s in shown("cli") if "aws " in s.text]


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_an_aws_command_is_one_that_aws_knows(command: Shown) -> None:
    found = [words for words in words_of(filled(command.text)) if words[0] == "aws"]
    assert found or "aws" in command.text
    for words in found:
        assert mistakes(words, "some-policies") == [], words


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("aws sesv2 get-acount --region eu-west-1", "no operation"),
        ("aws iam list-access-keys --user mailer", "--user"),
        ("aws iam update-access-key --access-key-id AKIA --status Off", "Off is none of"),
        ("aws sesv2 get-email-identity --region eu-west-1", "--email-identity is missing"),
        ("aws sesv2 get-account --query ProductionAccess", "finds nothing"),
        ("aws sesv2 put-email-identity-dkim-attributes --email-identity a.example --no-signing", "--no-signing"),
    ],
)
def test_a_command_that_aws_does_not_know_is_noticed(command: str, wrong: str) -> None:
    (words,) = words_of(command)
    assert wrong in " ".join(mistakes(words, "key"))


def test_policies_are_json_and_allow_no_more_than_sending() -> None:
    policies = [
        w for s in COMMANDS for words in words_of(filled(s.text)) for w in words if w.startswith('{\n  "Version')
    ]
    assert policies
    for text in policies:
        (statement,) = json.loads(text)["Statement"]
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert set(actions) <= {"ses:SendEmail", "ses:SendRawEmail"}
        assert "*" not in statement["Resource"]
        assert statement["Condition"] == {"StringLike": {"ses:FromAddress": "*@example.com"}}
