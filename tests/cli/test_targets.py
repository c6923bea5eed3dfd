"""`targets` lists the targets and every mistake in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.running import run
from tests.cli.conftest import TARGETS

BROKEN = TARGETS.format(aws=1, smtp=2) + '\n[targets.test]\nregion = "eu-centrall-1"\nfrom = "x@example.com"\n'


def test_good_targets_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=1, smtp=2), encoding="utf-8")
    assert run(["targets"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == ["Target", "Region", "From", "Ways", "of", "sending", "State"]
    assert out.splitlines()[1].startswith("prod, production  eu-central-1  noreply@example.com  SMTP")


def test_all_mistakes_are_told_and_the_exit_code_is_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(BROKEN, encoding="utf-8")
    assert run(["targets", "--lang", "vi"]) == 2
    out = capsys.readouterr().out
    assert "Cấu hình sai:\n- targets.test.region" in out
    assert "eu-central-1" in out


def test_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(BROKEN, encoding="utf-8")
    assert run(["targets", "--format", "json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["error"]["places"] == ["targets.test.region"]
    good, bad = said["targets"]
    assert good == {
        "name": "prod",
        "aliases": ["production"],
        "region": "eu-central-1",
        "from": "noreply@example.com",
        "ways": ["smtp"],
        "mistakes": [],
    }
    assert [mistake["place"] for mistake in bad["mistakes"]] == ["targets.test.region"]


def test_a_target_without_a_way_of_sending_is_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=1, smtp=2).partition("[targets.prod.smtp]")[0], "utf-8")
    assert run(["targets"]) == 0
    listed, _, hint = capsys.readouterr().out.partition("\n\n")
    assert listed.splitlines()[1].rstrip().endswith("no way of") and "sending" in listed.splitlines()[2]
    assert "[targets.NAME.smtp]" in hint and "[targets.NAME.app]" in hint


def test_a_file_that_cannot_be_read_is_the_only_thing_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ses-check.toml").write_text("[targets.prod\n", encoding="utf-8")
    assert run(["targets"]) == 2
    out = capsys.readouterr().out
    assert out.startswith("The configuration is wrong:\n- ")
    assert "no targets" not in out


def test_config_names_another_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "other.toml").write_text(TARGETS.format(aws=1, smtp=2), encoding="utf-8")
    assert run(["targets", "--config", "other.toml"]) == 0
    assert "prod" in capsys.readouterr().out
