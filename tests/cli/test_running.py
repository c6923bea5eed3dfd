"""A wrong usage is one sentence in the reader's language and exit code 2; with `--format json` it is JSON as well."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot.cli import running
from bot.cli.dispatch import COMMANDS
from bot.cli.running import Preferences, run
from bot.core.errors import StoreUnavailable
from bot.words.catalogue import catalogue


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["chek", "prod"], "There is no command chek. Did you mean check?"),
        (["frobnicate"], "There is no command frobnicate. The commands are: check, compare, demo, docs"),
        (["--versoin"], "There is no option --versoin here. Did you mean --version?"),
        (["--bogus"], "There is no option --bogus here."),
        (["check"], "TARGET is missing."),
        (["check", "prod", "--fromat", "json"], "There is no option --fromat here. Did you mean --format?"),
        (["check", "prod", "--bogus"], "There is no option --bogus here."),
        (["check", "prod", "--format"], "--format needs a value."),
        (["check", "prod", "--format", "xml"], "--format must be one of: text, json, markdown."),
        (["check", "prod", "--only", "mail"], "--only must be one of: config, aws, ses, dns, smtp."),
        (["check", "prod", "--timeout", "nan"], "--timeout must be a number from 1 to 600."),
        (["check", "prod", "--timeout", "0"], "--timeout must be a number from 1 to 600."),
        (["check", "prod", "more", "words"], "This is too much: more words"),
        (["serve", "--port", "70000"], "--port must be a number from 0 to 65535."),
        (
            ["check", "prod", "--lang", "vi", "--only", "x"],
            "--only chỉ nhận một trong các giá trị: config, aws, ses, dns, smtp.",
        ),
        (["chek", "--lang=vi"], "Không có lệnh chek. Có phải ý bạn là check?"),
    ],
)
def test_a_usage_mistake_is_one_sentence(typed: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(typed) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert "Traceback" not in err


def test_a_usage_mistake_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format", "json", "--bogus"]) == 2
    assert json.loads(capsys.readouterr().out) == {
        "schema": "ses-check/1",
        "error": {"message": "There is no option --bogus here.", "places": ["--bogus"]},
    }


def test_the_language_is_that_of_the_shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert run(["chek"]) == 2
    assert "Không có lệnh chek" in capsys.readouterr().err
    assert Preferences.read(["--lang", "en"]).language == "en"
    assert Preferences.read(["--lang", "fr"]).language == "vi"


@pytest.mark.parametrize("typed", [["--lang", "vi", "--help"], ["--lang=vi"], ["--lang", "vi", "check", "--help"]])
def test_the_language_may_stand_before_the_command(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(typed) == 0
    assert "Cách dùng" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_command_has_its_page(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", language]) in (0, 2)
    capsys.readouterr()
    for command in COMMANDS:
        assert run([command, "--lang", language, "--help"]) == 0
        page = capsys.readouterr().out
        assert f"ses-check {command}" in page
        assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_first_page_fits_eighty_columns(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    assert run(["--help"]) == 0
    page = capsys.readouterr().out
    assert page == catalogue(language)("cli.page") + "\n"
    assert max(map(len, page.splitlines())) <= 80


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    for typed in ([], ["--help"], ["-h"], ["help"]):
        assert run(typed) == 0
        assert all(f"  {command} " in capsys.readouterr().out for command in list(COMMANDS)[:1])
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("ses-check ")


def test_without_a_targets_file(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["check", "prod"], ["targets"], ["policy", "prod"]):
        assert run(command) == 2
        assert "ses-check init" in capsys.readouterr().err


def test_a_fault_of_our_own_is_an_incident_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bot.cli.commands.check", None)
    assert run(["check", "prod", "--format", "json"]) == 3
    out, err = capsys.readouterr()
    assert "Incident" in json.loads(out)["error"]["message"]
    assert "ModuleNotFoundError" in err
    assert "Traceback" not in err


def test_a_database_that_cannot_be_opened_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise StoreUnavailable("made up")

    monkeypatch.setattr(running, "dispatch", refuse)
    assert run(["serve"]) == 2
    assert "SES_CHECK_DATABASE_URL" in capsys.readouterr().err


def test_serve_says_everything_that_is_missing_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve"]) == 2
    said = capsys.readouterr().err
    for missing in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "ses-check.toml"):
        assert missing in said
