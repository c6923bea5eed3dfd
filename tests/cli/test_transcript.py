"""`check --transcript` writes the dialogue to a file or below the answer, or says why it cannot."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import SECRETS, TARGETS, Start


@pytest.fixture
def refusing() -> Iterator[int]:
    """A mail server that greets, and says 502 to everything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server,), daemon=True).start()
        port: int = server.getsockname()[1]
        yield port
        server.shutdown(socket.SHUT_RDWR)


def _serve(server: socket.socket) -> None:
    while True:
        try:
            peer, _ = server.accept()
        except OSError:
            return
        with peer, peer.makefile("rwb") as lines:
            try:
                lines.write(b"220 mail.example.com ESMTP\r\n")
                lines.flush()
                for _ in lines:
                    lines.write(b"502 5.5.1 not here\r\n")
                    lines.flush()
            except OSError:
                continue


def _checked(start: Start, folder: Path, smtp: int, *arguments: str) -> tuple[int, str, str]:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=9, smtp=smtp), encoding="utf-8")
    process = start("check", "prod", "--only", "smtp", *arguments)
    out, err = process.communicate(timeout=30)
    assert all(secret not in out + err for secret in SECRETS.values())
    return process.returncode, out, err


def test_a_file_holds_the_dialogue_and_the_answer_stays_alone(folder: Path, refusing: int, start: Start) -> None:
    _, out, err = _checked(start, folder, refusing, "--format", "json", "--transcript", "t.txt")
    assert err == "" and json.loads(out)["schema"] == "ses-check/1"
    rows = (folder / "t.txt").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("# ses-check ") and " prod eu-central-1 " in rows[0]
    assert rows[1].endswith(" 127.0.0.1")
    assert "S: 220 mail.example.com ESMTP" in rows and any(row.startswith("C: EHLO ") for row in rows)


def test_a_dash_is_the_screen_behind_the_answer(folder: Path, refusing: int, start: Start) -> None:
    _, out, _ = _checked(start, folder, refusing, "--transcript", "-")
    assert "\n\n# ses-check " in out and out.rindex("S: 502 5.5.1 not here") > out.index("--details")


def test_what_cannot_be_written_is_told_before_the_run(folder: Path, closed_port: int, start: Start) -> None:
    code, out, err = _checked(start, folder, closed_port, "--transcript", "absent/t.txt")
    assert (code, out) == (2, "")
    assert err == "The transcript cannot be written to absent/t.txt: No such file or directory\n"
    code, out, err = _checked(start, folder, closed_port, "--transcript", "-", "--format", "json")
    assert code == 2 and json.loads(out)["error"]["places"] == ["--transcript"]


def test_a_run_without_a_dialogue_says_so(folder: Path, start: Start) -> None:
    (folder / "ses-check.toml").write_text(TARGETS.format(aws=9, smtp=9), encoding="utf-8")
    process = start("check", "prod", "--only", "config", "--transcript", "t.txt")
    _, err = process.communicate(timeout=30)
    assert err == "There is no SMTP dialogue in this run, so the transcript is empty.\n"
    assert (folder / "t.txt").read_text(encoding="utf-8") == ""
