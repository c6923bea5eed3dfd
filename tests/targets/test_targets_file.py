"""Finding the targets file, and reading it again when it changes."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from bot.core.errors import ConfigurationError
from bot.settings import load_settings
from bot.targets import TargetsFile, find_config


def targets_text(name: str) -> str:
    return f'[targets.{name}]\nregion = "eu-central-1"\nfrom = "a@example.com"\n'


def replace(path: Path, text: str) -> None:
    """Writes a new file and moves it to the old one's place, as editors and Kubernetes do."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


def test_a_changed_file_is_taken_up_and_an_unchanged_one_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(targets_text("one"))
    file = TargetsFile(path, {})
    first = file.current()
    assert first.names == ("one",)
    assert file.current() is first
    replace(path, targets_text("two"))
    assert file.current().names == ("two",)
    path.write_text(targets_text("three") + targets_text("four"))
    assert file.current().names == ("three", "four")


def test_a_change_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(targets_text("one"))
    file = TargetsFile(path, {})
    before = path.stat()
    replace(path, targets_text("two"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.current().names == ("two",)


def test_a_broken_file_keeps_the_old_and_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "t.toml"
    path.write_text(targets_text("one"))
    file = TargetsFile(path, {})
    with caplog.at_level(logging.ERROR, logger="ses_check.targets"):
        for _ in range(3):
            replace(path, "[targets.one\n") if not file.problem else None
            assert file.current().names == ("one",)
            assert [m.key for m in file.problem] == ["config.toml"]
    assert len(caplog.records) == 1
    replace(path, targets_text("two"))
    assert file.current().names == ("two",)
    assert file.problem == ()


def test_a_file_that_vanishes_keeps_the_old(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(targets_text("one"))
    file = TargetsFile(path, {})
    path.unlink()
    assert file.current().names == ("one",)
    assert [m.key for m in file.problem] == ["config.file_missing"]


def test_a_mistake_of_one_target_does_not_keep_the_others_old(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(targets_text("one"))
    file = TargetsFile(path, {})
    replace(path, targets_text("one") + "port = 1\n" + targets_text("two"))
    assert list(file.current().targets) == ["two"]
    assert file.problem == ()


def test_a_file_that_was_broken_from_the_start_is_taken_up_when_repaired(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    file = TargetsFile(path, {})
    assert [m.key for m in file.current().mistakes] == ["config.file_missing"]
    path.write_text("[")
    assert [m.key for m in file.current().mistakes] == ["config.toml"]
    path.write_text(targets_text("one"))
    assert list(file.current().targets) == ["one"]


def test_the_flag_beats_the_variable_beats_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    named = load_settings({"SES_CHECK_CONFIG": "/etc/ses/named.toml"})
    nothing = load_settings({})
    missing = find_config(None, nothing)
    assert isinstance(missing, ConfigurationError)
    assert [m.key for m in missing.mistakes] == ["config.no_file"]
    (tmp_path / "ses-check.toml").write_text("")
    assert find_config(None, nothing) == Path("ses-check.toml")
    assert find_config(None, named) == Path("/etc/ses/named.toml")
    assert find_config(Path("flag.toml"), named) == Path("flag.toml")
