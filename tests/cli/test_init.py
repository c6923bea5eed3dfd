"""`init` writes a valid targets file and never overwrites one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.running import run
from bot.targets import load


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_starter_file_is_a_targets_file(folder: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "--lang", language]) == 0
    told = capsys.readouterr().err
    assert "[targets.prod.smtp]" in told and "[targets.prod.app]" in told
    targets = load(folder / "ses-check.toml")
    assert targets.mistakes == ()
    assert list(targets.targets) == ["prod"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_examples_in_its_comments_are_valid_too(folder: Path, language: str) -> None:
    assert run(["init", "--lang", language]) == 0
    text = (folder / "ses-check.toml").read_text(encoding="utf-8")
    rows = [
        row.removeprefix("# ") if row.startswith("# [") or (" = " in row and row.startswith("# ")) else row
        for row in text.splitlines()
        if "role_arn = " not in row and "external_id = " not in row
    ]
    named = dict.fromkeys(("PROD_SMTP_USERNAME", "PROD_SMTP_PASSWORD", "PROD_AWS_SESSION_TOKEN"), "made-up")
    named |= {"PROD_AWS_ACCESS_KEY_ID": "made-up", "PROD_AWS_SECRET_ACCESS_KEY": "made-up"}
    (folder / "full.toml").write_text("\n".join(rows), encoding="utf-8")
    targets = load(folder / "full.toml", named)
    assert targets.mistakes == ()
    prod = targets.targets["prod"]
    assert prod.smtp is not None and prod.app is not None and prod.inspect.profile == "prod-readonly"


def test_a_file_that_exists_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.toml").write_text("mine", encoding="utf-8")
    assert run(["init", "--output", "mine.toml"]) == 2
    assert (folder / "mine.toml").read_text(encoding="utf-8") == "mine"
    assert "mine.toml exists already" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "--output", "absent/ses-check.toml"]) == 2
    assert "absent/ses-check.toml cannot be written: No such file or directory" in capsys.readouterr().err
