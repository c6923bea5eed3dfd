"""Each test has a folder of its own and none of the shell's variables; `start` runs ses-check as a process."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

import pytest

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "SES_CHECK_CONFIG", "SES_CHECK_LOG", "SES_CHECK_DATABASE_URL")
# Made up; the key id is AWS's published dummy.
TARGETS = """
[targets.prod]
region = "eu-central-1"
from = "noreply@example.com"
aliases = ["production"]
endpoint_url = "http://127.0.0.1:{aws}"

[targets.prod.inspect]
access_key_id = "AKIAIOSFODNN7EXAMPLE"
secret_access_key = "env:MADE_UP_SECRET"

[targets.prod.smtp]
host = "127.0.0.1"
port = {smtp}
username = "AKIAIOSFODNN7EXAMPLE"
password = "env:MADE_UP_PASSWORD"
"""
SECRETS = {"MADE_UP_SECRET": "made-up-secret-for-tests", "MADE_UP_PASSWORD": "made-up-password-for-tests"}
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A listening socket where nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        yield server


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts ses-check as a process; ends it with the test."""
    started: list[subprocess.Popen[str]] = []

    def run(
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        stdout: int | IO[str] = subprocess.PIPE,
        stderr: int = subprocess.PIPE,
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(Path(__file__).parents[2]),
                **SECRETS,
                **(environment or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()
