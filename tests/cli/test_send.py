"""`check --to` and `--send` as a process: what they refuse, and the question before a mail is sent."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bot.cli.commands.check import check
from bot.cli.confirming import claim_once
from bot.core.options import SIMULATIONS, Simulation
from tests.cli.conftest import SECRETS, TARGETS, Start

LONG = 20


def _write(folder: Path, port: int, *, allowed: bool) -> None:
    text = TARGETS.format(aws=port, smtp=port)
    if allowed:
        text = text.replace("[targets.prod]\n", "[targets.prod]\nallow_simulator_send = true\n", 1)
    (folder / "ses-check.toml").write_text(text, encoding="utf-8")


def _ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=LONG)
    assert "Traceback" not in out + err
    return process.returncode, out, err


def test_a_target_that_does_not_allow_sending_is_refused_with_its_key(
    folder: Path, closed_port: int, start: Start
) -> None:
    _write(folder, closed_port, allowed=False)
    code, out, err = _ended(start("check", "prod", "--send", "success", "--yes", "--format", "json"))
    assert code == 2
    assert json.loads(out)["error"]["places"] == ["targets.prod.allow_simulator_send"]
    assert "allow_simulator_send = true" in err


def test_without_a_terminal_it_needs_yes(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, allowed=True)
    code, out, err = _ended(start("check", "prod", "--send", "success"))
    assert (code, out) == (2, "")
    assert "--yes" in err


def test_with_yes_it_is_checked_without_a_question(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, allowed=True)
    code, out, err = _ended(start("check", "prod", "--send", "success", "--yes", "--format", "json"))
    assert (code, err) == (1, "")
    assert json.loads(out)["can_send"] == "no"


@pytest.mark.parametrize(("answer", "checked"), [("y", True), ("Có", True), ("n", False), ("", False)])
def test_it_asks_on_a_terminal(folder: Path, closed_port: int, answer: str, checked: bool) -> None:
    _write(folder, closed_port, allowed=True)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "check", "prod", "--send", "bounce", "--lang", "en", "--format", "json"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", **SECRETS},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    code, out, err = _ended(process)
    with contextlib.suppress(OSError):
        os.close(ours)
    for said in ("bounce@simulator.amazonses.com", "noreply@example.com", "hard bounce", "[y/N]"):
        assert said in err
    assert ("Not confirmed" in err) is not checked
    assert code == (1 if checked else 2)
    assert ("can_send" in json.loads(out)) is checked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "hunter2secret"), "--to name@example.com"),
        (("--send", "success", "--yes", "--only", "dns"), "--only dns"),
        (("--send", "sucess", "--yes"), "suppressionlist"),
    ],
)
def test_what_does_not_fit_is_refused(
    folder: Path, closed_port: int, start: Start, arguments: tuple[str, ...], said: str
) -> None:
    _write(folder, closed_port, allowed=True)
    code, out, err = _ended(start("check", "prod", *arguments))
    assert (code, out) == (2, "")
    assert said in err and "hunter2secret" not in err


def test_the_command_line_knows_every_simulation() -> None:
    [choices] = [kind for kind in get_args(get_type_hints(check)["send"]) if issubclass(kind, Simulation)]
    assert tuple(choices) == SIMULATIONS


async def test_the_one_run_of_a_process_sends_once() -> None:
    claim = claim_once()
    assert [await claim(), await claim(), await claim()] == [True, False, False]
