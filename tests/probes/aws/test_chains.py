"""A credential chain that hangs delays only the calls of its own target, and those only until their deadline."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.context import limit_time
from bot.core.evidence.aws import Account, Failure, FailureKind
from bot.core.target import Inspect
from bot.lab.world import READER_KEY_ID, READER_SECRET
from bot.probes.aws.gateway import POOL_SIZE, Gateway
from tests.probes.cloud import Cloud, account

HANGS = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(600)"
PRINTS = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + 'x'); print(sys.argv[2])"
KEYS = f'{{"Version": 1, "AccessKeyId": "{READER_KEY_ID}", "SecretAccessKey": "{READER_SECRET}"'


@pytest.fixture
def fresh(cloud: Cloud) -> Iterator[Cloud]:
    cloud.gateway = Gateway()
    yield cloud
    cloud.gateway.close()


def profile(cloud: Cloud, folder: Path, code: str, *arguments: str) -> None:
    """Makes the inspector a profile whose credential process runs this code."""
    script, config = folder / "process.py", folder / "config"
    script.write_text(code)
    words = " ".join([f"'{word}'" for word in (sys.executable, str(script), str(folder / "mark"), *arguments)])
    config.write_text(f"[profile own]\ncredential_process = {words}\n")
    cloud.set_env("AWS_CONFIG_FILE", str(config))
    cloud.change(inspect=Inspect(profile="own"), app=None)


def wait_for_file(path: Path) -> str:
    """Waits until a process has written this file, and returns the text."""
    while not (path.exists() and (text := path.read_text())):
        time.sleep(0.02)
    return text


async def test_a_process_that_hangs_blocks_neither_others_nor_its_own_deadline(fresh: Cloud, tmp_path: Path) -> None:
    good = fresh.target
    profile(fresh, tmp_path, HANGS)
    limit_time(time.monotonic() + 2.0)
    # More callers than the pool has threads. None of them may occupy one.
    hanging = [asyncio.ensure_future(account(fresh)) for _ in range(POOL_SIZE + 4)]
    process = int(await asyncio.to_thread(wait_for_file, tmp_path / "mark"))
    try:
        fresh.target = good
        async with asyncio.timeout(5):
            limit_time(float("inf"))
            assert isinstance(await account(fresh), Account)
            answers = await asyncio.gather(*hanging)
    finally:
        os.kill(process, signal.SIGKILL)
    for answer in answers:
        assert isinstance(answer, Failure)
        assert (answer.kind, answer.code) == (FailureKind.NO_CREDENTIALS, "CredentialsTimeout")


async def test_after_a_process_was_ended_it_is_asked_again(fresh: Cloud, tmp_path: Path) -> None:
    profile(fresh, tmp_path, HANGS)
    first = asyncio.ensure_future(account(fresh))
    os.kill(int(await asyncio.to_thread(wait_for_file, tmp_path / "mark")), signal.SIGKILL)
    failure = await first
    assert isinstance(failure, Failure) and failure.kind is FailureKind.NO_CREDENTIALS
    (tmp_path / "mark").write_text("")
    (tmp_path / "process.py").write_text(f"print('{KEYS}}}')")
    assert isinstance(await account(fresh), Account)


async def test_a_process_is_asked_once_for_all(fresh: Cloud, tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("")
    profile(fresh, tmp_path, PRINTS, KEYS + "}")
    answers = await asyncio.gather(*(account(fresh) for _ in range(5)))
    assert all(isinstance(answer, Account) for answer in answers)
    assert isinstance(await account(fresh), Account)
    assert (tmp_path / "mark").read_text() == "x"


async def test_keys_that_soon_expire_are_fetched_anew(fresh: Cloud, tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("")
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 300))
    profile(fresh, tmp_path, PRINTS, f'{KEYS}, "Expiration": "{soon}"}}')
    assert isinstance(await account(fresh), Account)
    once = len((tmp_path / "mark").read_text())
    assert isinstance(await account(fresh), Account)
    assert len((tmp_path / "mark").read_text()) > once


@pytest.mark.parametrize("said", ["", "[]", "no json", '{"Version": 1}', '{"Version": 7}'])
async def test_a_process_that_prints_no_keys_is_the_bots_trouble(fresh: Cloud, tmp_path: Path, said: str) -> None:
    (tmp_path / "mark").write_text("")
    profile(fresh, tmp_path, PRINTS, said)
    failure = await account(fresh)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NO_CREDENTIALS
    assert fresh.server.calls == []
