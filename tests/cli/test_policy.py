"""`policy` allows exactly what the checks of a target ask, and nothing that writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.commands.policy import document
from bot.cli.running import run
from bot.core.target import Keys, Reference, RefKind, Security, Smtp, Target
from bot.probes.aws.operations import OPERATIONS
from tests.cli.conftest import TARGETS

BARE = Target("prod", "eu-central-1", "noreply@mail.example.com", expected_account="111122223333")
PASSWORD = Reference(RefKind.SSM, "/prod/smtp")
SECRET = Reference(RefKind.SECRETSMANAGER, "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod-AbCdEf", "key")
LITERAL = Reference(RefKind.LITERAL, "AKIAIOSFODNN7EXAMPLE")


def _resources(target: Target) -> dict[str, list[str]]:
    statements = document(target)["Statement"]
    assert all(statement["Effect"] == "Allow" for statement in statements)
    return {action: statement["Resource"] for statement in statements for action in statement["Action"]}


def test_without_credentials_under_test_only_ses_is_asked() -> None:
    asked = _resources(replace(BARE, regions=("eu-central-1", "us-east-1")))
    assert set(asked) == {o.iam_action for o in OPERATIONS.values() if o.service in ("ses", "sesv2")}
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
