"""`policy` allows exactly the operations that a target's checks need, and none that changes anything."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.commands.policy import build_policy
from bot.cli.running import run
from bot.core.target import Keys, Reference, RefKind, Security, Smtp, Target
from bot.probes.aws.operations import OPERATIONS
from tests.cli.conftest import TARGETS

BARE = Target("prod", "eu-central-1", "noreply@mail.example.com", expected_account="111122223333")
PASSWORD = Reference(RefKind.SSM, "/prod/smtp")
SECRET = Reference(RefKind.SECRETSMANAGER, "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod-AbCdEf", "key")
LITERAL = Reference(RefKind.LITERAL, "AKIAIOSFODNN7EXAMPLE")


def _resources(target: Target) -> dict[str, list[str]]:
    statements = build_policy(target)["Statement"]
    assert all(statement["Effect"] == "Allow" for statement in statements)
    return {action: statement["Resource"] for statement in statements for action in statement["Action"]}


def test_without_credentials_under_test_only_ses_and_the_places_of_its_events_are_asked() -> None:
    asked = _resources(replace(BARE, regions=("eu-central-1", "us-east-1")))
    assert set(asked) == {
        o.iam_action for o in OPERATIONS.values() if o.service not in ("iam", "sts", "ssm", "secretsmanager")
    }
    assert asked["ses:GetEmailIdentity"] == [
        f"arn:aws:ses:{region}:111122223333:identity/{name}"
        for region in ("eu-central-1", "us-east-1")
        for name in ("noreply@mail.example.com", "mail.example.com", "example.com")
    ]
    sets = ["arn:aws:ses:eu-central-1:111122223333:configuration-set/*"]
    assert asked["ses:GetConfigurationSet"] == asked["ses:GetConfigurationSetEventDestinations"] == sets
    assert asked["ses:GetSendStatistics"] == asked["ses:GetSuppressedDestination"] == ["*"]


def test_what_is_configured_narrows_and_widens_it() -> None:
    smtp = Smtp("h", 587, Security.STARTTLS, LITERAL, PASSWORD)
    asked = _resources(replace(BARE, configuration_set="tx", smtp=smtp, app=Keys(LITERAL, SECRET)))
    assert asked["ssm:GetParameter"] == ["arn:aws:ssm:eu-central-1:111122223333:parameter/prod/smtp"]
    assert asked["secretsmanager:GetSecretValue"] == [SECRET.name]
    assert asked["iam:GetAccessKeyLastUsed"] == ["*"]
    assert asked["iam:ListAccessKeys"] == ["arn:aws:iam::111122223333:user/*"]
    assert "sts:AssumeRole" not in asked
    assert set(asked) == {o.iam_action for o in OPERATIONS.values() if o.needs_permission} - {"sts:AssumeRole"}


def test_other_partitions_have_their_own_arns() -> None:
    asked = _resources(replace(BARE, region="us-gov-west-1"))
    assert asked["ses:GetConfigurationSet"] == ["arn:aws-us-gov:ses:us-gov-west-1:111122223333:configuration-set/*"]


def test_the_policy_alone_stands_on_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=1, smtp=2), encoding="utf-8")
    assert run(["policy", "prod"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["Version"] == "2012-10-17"
    assert "expected_account" in err


UNSET = """
[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"

[targets.prod.inspect]
access_key_id = "env:UNSET_INSPECT_KEY_ID"
secret_access_key = "env:UNSET_INSPECT_SECRET"

[targets.prod.app]
access_key_id = "env:UNSET_APP_KEY_ID"
secret_access_key = "file:missing/secret"

[targets.prod.smtp]
username = "env:UNSET_SMTP_USERNAME"
password = "env:UNSET_SMTP_PASSWORD"
ca_file = "missing.pem"
"""


def test_no_secret_need_be_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The policy is printed before the bot has any right, often on another machine than the application's."""
    (folder / "ses-check.toml").write_text(UNSET, encoding="utf-8")
    assert run(["policy", "prod"]) == 0
    actions = {a for statement in json.loads(capsys.readouterr().out)["Statement"] for a in statement["Action"]}
    assert {"ses:GetAccount", "iam:ListAccessKeys"} <= actions
    assert run(["check", "prod"]) == 2
    assert "UNSET_SMTP_PASSWORD" in capsys.readouterr().err


def test_a_table_with_a_mistake_has_no_policy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(UNSET.replace("region", "regoin"), encoding="utf-8")
    assert run(["policy", "prod"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "targets.prod.regoin" in err
    assert "UNSET" not in err
