"""A store on each kind of database: SQLite in a file, and a PostgreSQL cluster that lives as long as the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bot.store import Store
from tests.programs import postgresql_program

_DATABASES = count()


def _binary(name: str) -> str:
    found = postgresql_program(name)
    if found is None:
        pytest.skip(f"PostgreSQL's {name} is not installed")
    return found


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The socket folder of a running PostgreSQL. PostgreSQL refuses to run as root, so as root the tests run it as
    nobody.
    """
    initdb, postgres = _binary("initdb"), _binary("postgres")
    folder = Path(tempfile.mkdtemp(prefix="ses-check-pg-", dir="/tmp"))
    owner = None
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        owner = nobody.pw_uid
    data = str(folder / "data")
    subprocess.run(
        [initdb, "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D", data],
        check=True,
        capture_output=True,
        user=owner,
        cwd=folder,
    )
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
    server = subprocess.Popen(
        [postgres, "-D", data, *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=owner,
        cwd=folder,
    )
    try:
        _wait_until_up(server, folder)
        yield folder
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_up(server: subprocess.Popen[bytes], folder: Path) -> None:
    ends = time.monotonic() + 30
    while time.monotonic() < ends and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start")


@pytest.fixture
def postgres_url(cluster: Path) -> str:
    """The address of a new, empty PostgreSQL database."""
    name = f"test_{next(_DATABASES)}"
    with psycopg.connect(host=str(cluster), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://postgres@/{name}?host={cluster}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/runs.db"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on each kind of database."""
    opened = await Store.open(url)
    yield opened
    await opened.close()
