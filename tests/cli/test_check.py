"""`check` as a process against real sockets: what it prints, its exit code, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SECRETS, TARGETS, Start

LONG = 20
# The cursor, as xterm has it.
HIDDEN, SHOWN = b"\x1b[?25l", b"\x1b[?25h"


def _write(folder: Path, aws: int, smtp: int) -> None:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=aws, smtp=smtp), encoding="utf-8")


def _ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = (said or "" for said in process.communicate(timeout=LONG))
    assert "Traceback" not in out + err
    assert all(secret not in out + err for secret in SECRETS.values())
    return process.returncode, out, err


def test_json_is_all_that_stands_on_standard_output(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    code, out, err = _ended(start("check", "production", "--format", "json", "--lang", "vi"))
    said = json.loads(out)
    assert err == ""
    assert (code, said["can_send"], said["target"], said["language"]) == (1, "no", "prod", "vi")
    assert any(cause["code"].startswith("network.") for cause in said["root_causes"])
    assert "`ses-check check prod`" in said["root_causes"][0]["verify"]
    looks = {check["id"]: check["outcome"] for check in said["checks"] if check["id"].startswith("ses.")}
    assert set(looks.values()) == {"unknown", "skipped"}
    # Without the identity there is no policy of it to read.
    assert {check for check, outcome in looks.items() if outcome == "skipped"} == {"ses.authorization"}


def test_the_ranking_is_told_where_it_is_asked_for(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    _, out, _ = _ended(start("check", "prod", "--format", "json", "--explain-ranking"))
    said = json.loads(out)
    named = [{"code": root["code"], "subject": root["subject"]} for root in said["root_causes"]]
    assert [{"code": r["code"], "subject": r["subject"]} for r in said["ranking"]["roots"]] == named
    _, out, _ = _ended(start("check", "prod", "--explain-ranking", "--lang", "en"))
    assert "\n\nHow this was ranked\n1. " in out


def test_timings_tell_how_long_each_check_took(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    _, out, err = _ended(start("check", "prod", "--format", "json", "--timings"))
    asked = {check["id"]: check["ms"] for check in json.loads(out)["checks"] if check["outcome"] != "skipped"}
    whole, *rows = [line.split(maxsplit=3) for line in err.splitlines()]
    assert whole[1:3] == ["ms", "prod"]
    assert {row[2]: int(row[0]) for row in rows} == asked
    assert [int(row[0]) for row in rows] == sorted(asked.values(), reverse=True)


def test_text_is_plain_where_it_is_piped(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    code, out, err = _ended(start("check", "prod"))
    assert (code, err) == (1, "")
    assert out.startswith("✖ ")
    assert "\x1b" not in out


def test_one_group_alone_never_says_yes(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    code, out, _ = _ended(start("check", "prod", "--only", "ses", "--format", "json"))
    said = json.loads(out)
    assert (code, said["can_send"]) == (3, "unknown")
    assert {check["id"].partition(".")[0] for check in said["checks"]} == {"ses"}


def test_an_unknown_target_names_those_that_are_near(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    code, out, err = _ended(start("check", "prd", "--format", "json"))
    assert code == 2
    assert json.loads(out)["error"]["places"] == ["prd"]
    assert "Did you mean prod?" in err


def test_a_mistake_of_the_target_is_told_with_its_place(folder: Path, start: Start) -> None:
    (folder / "ses-check.toml").write_text('[targets.prod]\nregion = "eu-central-1"\n', encoding="utf-8")
    code, out, _ = _ended(start("check", "prod", "--format", "json"))
    assert code == 2
    assert json.loads(out)["error"]["places"] == ["targets.prod.from"]


def test_it_ends_once_the_answer_is_printed_even_if_a_thread_still_waits(
    folder: Path, silent: socket.socket, start: Start
) -> None:
    _write(folder, silent.getsockname()[1], silent.getsockname()[1])
    process = start("check", "prod", "--timeout", "1")
    assert process.stdout is not None
    assert process.stdout.readline() != ""
    answered = time.monotonic()
    code, _, _ = _ended(process)
    assert time.monotonic() - answered < 1
    assert code in (1, 3)


def test_a_closed_pipe_is_no_error(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    process = start("check", "prod")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=LONG) == 1
    assert process.stderr.read() == ""
    process.stderr.close()
    process.stdout = process.stderr = None


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        (("check", "prod", "--format", "json"), ""),
        (("check", "nobody", "--format", "json"), "The targets file has no target nobody. It has: prod.\n"),
        (("targets",), ""),
        (("--help",), ""),
    ],
)
def test_a_full_disk_is_told_in_one_line(
    folder: Path, closed_port: int, start: Start, typed: tuple[str, ...], before: str
) -> None:
    _write(folder, closed_port, closed_port)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        code, _, err = _ended(start(*typed, stdout=full))
    assert code == 3
    assert err == before + "The answer cannot be written to standard output: No space left on device\n"


@pytest.mark.parametrize(("closed", "told"), [(">&-", "Bad file descriptor\n"), (">&- 2>&-", "")])
def test_closed_standard_streams_print_no_traceback(closed: str, told: str) -> None:
    script = f'"{sys.executable}" -m bot --help {closed}'
    ended = subprocess.run(
        ["sh", "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=LONG, check=False
    )
    assert ended.returncode == 3
    assert ended.stdout == ""
    assert ended.stderr.endswith(told) and "Traceback" not in ended.stderr
    assert bool(ended.stderr) == bool(told)


@pytest.mark.parametrize(("number", "ending"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_gives_the_terminal_its_cursor_back(
    folder: Path, silent: socket.socket, start: Start, number: int, ending: int
) -> None:
    _write(folder, silent.getsockname()[1], silent.getsockname()[1])
    leader, terminal = pty.openpty()
    with os.fdopen(leader, "rb", buffering=0) as shown:
        process = start("check", "prod", stderr=terminal, environment={"TERM": "xterm"})
        os.close(terminal)
        peer, _ = silent.accept()
        with peer:
            drawn = shown.read(4096)
            assert HIDDEN in drawn
            process.send_signal(number)
            with contextlib.suppress(OSError):
                # Linux ends a terminal that nobody holds any more with an error.
                while more := shown.read(4096):
                    drawn += more
        assert process.wait(timeout=LONG) == ending
    assert drawn.rfind(SHOWN) > drawn.rfind(HIDDEN)
    assert b"Traceback" not in drawn


def test_ctrl_c_ends_it_at_once_and_quietly(folder: Path, silent: socket.socket, start: Start) -> None:
    _write(folder, silent.getsockname()[1], silent.getsockname()[1])
    process = start("check", "prod")
    peer, _ = silent.accept()
    with peer:
        stopped = time.monotonic()
        process.send_signal(signal.SIGINT)
        code, out, err = _ended(process)
    assert (code, out, err) == (130, "", "")
    assert time.monotonic() - stopped < 1


def test_a_latin_terminal_gets_an_answer_too(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    code, out, _ = _ended(
        start("check", "prod", "--lang", "vi", "--only", "config", environment={"PYTHONIOENCODING": "ascii"})
    )
    assert code in (1, 3)
    assert out.startswith("? ")


def test_it_never_opens_the_database(folder: Path, closed_port: int, start: Start) -> None:
    _write(folder, closed_port, closed_port)
    database = folder / "kept" / "ses-check.db"
    _ended(
        start(
            "check",
            "prod",
            "--only",
            "config",
            environment={"SES_CHECK_DATABASE_URL": f"sqlite:///{database}", "HOME": str(folder)},
        )
    )
    assert [path.name for path in folder.iterdir()] == ["ses-check.toml"]
