"""Targets without a targets file, as a process against closed ports: what is told, what is refused, what is written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Start

KEY = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "BMadeUpSmtpPasswordMadeUpSmtpPasswordMadeUpX"
AWAY = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_EC2_METADATA_DISABLED": "true"}


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=40)
    assert "Traceback" not in out + err
    assert PASSWORD not in out + err
    return process.returncode, out, err


@pytest.fixture
def env(folder: Path, closed_port: int) -> Path:
    """A file whose SMTP host answers nobody."""
    path = folder / "app.env"
    path.write_text(
        f"SMTP_HOST=127.0.0.1\nSMTP_PORT={closed_port}\nSMTP_USER={KEY}\nSMTP_PASS='{PASSWORD}'\n"
        "EMAIL_FROM=shop@example.com\nAWS_SES_REGION=eu-central-1\n",
        encoding="utf-8",
    )
    return path


def test_a_file_alone_is_checked_and_told(env: Path, start: Start) -> None:
    code, out, _ = ended(start("check", "--env-file", "app.env", environment=AWAY))
    assert code == 1
    assert out.startswith("From app.env:\n")
    assert "SMTP_PASS" in out and "(44 characters, not shown)" in out
    assert "! line 4, SMTP_PASS: stands in quotes" in out
    assert "CAN SEND: NO - app.env, eu-central-1" in out
    assert "[targets" not in out


def test_what_a_person_adds_comes_before_the_file(env: Path, start: Start) -> None:
    arguments = (
        "check",
        "--env-file",
        "app.env",
        "--region",
        "us-east-1",
        "--from",
        "a@example.org",
        "--format",
        "json",
    )
    code, out, _ = ended(start(*arguments, environment=AWAY))
    answer = json.loads(out)
    assert (code, answer["region"]) == (1, "us-east-1")
    code, out, _ = ended(start("policy", *arguments[1:-2]))
    assert "identity/a@example.org" in out and "identity/shop@example.com" not in out


def test_mail_that_is_switched_off_leads(env: Path, start: Start) -> None:
    env.write_text(env.read_text(encoding="utf-8") + "MAIL_MAILER=log\n", encoding="utf-8")
    code, out, _ = ended(start("check", "--env-file", "app.env", "--format", "json", environment=AWAY))
    assert (code, json.loads(out)["root_causes"][0]["code"]) == (1, "app.mail_disabled")


def test_no_file_at_all(start: Start) -> None:
    code, out, _ = ended(start("check", "--from", "a@example.com", "--region", "eu-central-1", environment=AWAY))
    assert code == 3
    assert "--env-file" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check",), "TARGET is missing"),
        (("check", "prod", "--env-file", "app.env"), "not both"),
        (("check", "--env-file", "absent.env"), "There is no file absent.env"),
        (("check", "--env-file", "app.env", "--region", "eu-centrl-1"), "Did you mean eu-central-1?"),
        (("check", "--env-file", "app.env", "--region", "nowhere"), "AWS has no region nowhere."),
        (("check", "--env-file", "app.env", "--config", "x.toml"), "which is not read"),
        (("check", "--env-file", "app.env", "--role-arn", "me"), "me is no ARN of a role"),
        (("check", "--profile", "nobody"), "Add --from"),
        (("check", "--env-file", "empty.env"), "empty.env names no sender"),
        (("policy", "--env-file", "absent.env"), "There is no file absent.env"),
    ],
)
def test_what_cannot_be_checked_is_said(env: Path, start: Start, arguments: tuple[str, ...], words: str) -> None:
    (env.parent / "empty.env").touch()
    code, out, err = ended(start(*arguments, environment=AWAY))
    assert (code, out) == (2, "")
    assert words in err


def test_the_policy_needs_no_secret(env: Path, start: Start) -> None:
    code, out, _ = ended(start("policy", "--env-file", "app.env"))
    assert code == 0
    assert "identity/shop@example.com" in out


def test_a_targets_file_is_written_that_refers_to_the_variables(env: Path, folder: Path, start: Start) -> None:
    code, _, err = ended(start("init", "--from-env", "app.env"))
    assert code == 0 and "check prod" in err
    written = (folder / "ses-check.toml").read_text(encoding="utf-8")
    assert 'password = "env-file:app.env#SMTP_PASS"' in written and 'env_file = "app.env"' in written
    assert ended(start("targets"))[0] == 0
    assert json.loads(ended(start("check", "prod", "--format", "json", environment=AWAY))[1])["can_send"] == "no"
    env.write_text("EMAIL_FROM=shop@example.com\n", encoding="utf-8")
    code, out, err = ended(start("targets"))
    assert code == 2 and "SMTP_PASS" in out + err
