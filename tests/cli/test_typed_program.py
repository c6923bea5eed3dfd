"""A message names this program as its reader can type it."""

import contextlib
import os
import socket
import sys
from pathlib import Path

import pytest

from bot.cli.demo.page import free_port
from bot.cli.running import run
from bot.shell import typed_program


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program .venv/bin/ses-check below the current folder."""
    file = tmp_path / ".venv" / "bin" / "ses-check"
    file.parent.mkdir(parents=True)
    file.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    return file


def test_it_is_called_as_it_was_typed(program: Path) -> None:
    elsewhere = {"PATH": os.pathsep.join(("/usr/bin", "/nonexistent", ""))}
    assert typed_program(".venv/bin/ses-check", elsewhere) == ".venv/bin/ses-check"
    assert typed_program(str(program), elsewhere) == str(program)


def test_on_the_path_its_name_is_enough(program: Path) -> None:
    assert typed_program(str(program), {"PATH": f"/usr/bin{os.pathsep}{program.parent}"}) == "ses-check"


def test_another_one_on_the_path_is_not_meant(program: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "ses-check"
    other.parent.mkdir()
    other.touch(mode=0o755)
    assert typed_program(".venv/bin/ses-check", {"PATH": str(other.parent)}) == ".venv/bin/ses-check"


def test_a_module_is_called_as_a_module() -> None:
    assert typed_program("/somewhere/bot/__main__.py", {}) == f"{sys.executable} -m bot"


def test_a_message_holds_what_was_typed(
    program: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", [".venv/bin/ses-check"])
    monkeypatch.setenv("LC_ALL", "C")
    for typed, printed in (
        (["chek"], ".venv/bin/ses-check --help"),
        (["check", "--formt", "json"], ".venv/bin/ses-check check --help"),
        (["explain", "--formt", "json"], ".venv/bin/ses-check explain --help"),
        (["check", "prod"], ".venv/bin/ses-check init"),
        (["init"], ".venv/bin/ses-check targets"),
        (["init", "--output", "my targets.toml"], ".venv/bin/ses-check targets --config 'my targets.toml'"),
        (["demo", "--scenario", "zzz"], ".venv/bin/ses-check demo --list"),
    ):
        run(typed)
        assert printed in capsys.readouterr().err, typed


def test_another_port_that_is_offered_is_free() -> None:
    with socket.socket() as first:
        first.bind(("127.0.0.1", 0))
        taken = int(first.getsockname()[1])
        with socket.socket() as second:
            with contextlib.suppress(OSError):  # another program may hold it, which is as good
                second.bind(("127.0.0.1", taken + 1))
            offered = free_port(taken)
    assert offered not in (taken, taken + 1)
