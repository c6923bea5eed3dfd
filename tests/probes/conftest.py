from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest

from bot.lab.aws import AwsServer
from bot.lab.certificates import Authority
from bot.lab.dns import DnsServer
from bot.lab.smtp.auth import Logins
from bot.lab.smtp.script import Script
from bot.lab.smtp.server import SmtpServer
from bot.lab.world import API_KEY_ID, API_SECRET, READER_KEY_ID, READER_SECRET, healthy_world
from bot.probes.aws.gateway import Gateway
from bot.probes.secrets import RoleCache
from tests.probes.cloud import Cloud, target_at
from tests.probes.mail import HOST, PASSWORD, USER, Mail, Serve, settings


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def ca_file(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    path.write_bytes(authority.ca_pem)
    return path


@pytest.fixture
async def serve(authority: Authority) -> AsyncIterator[Serve]:
    """Returns a function that starts SMTP servers. They are stopped when the test ends."""
    running: list[SmtpServer] = []

    async def started(
        script: Script | None = None, *, implicit_tls: bool = False, logins: Logins | None = None, port: int = 0,
        host: str = "127.0.0.1", others: Mapping[str, Logins] | None = None,
    ) -> SmtpServer:  # fmt: skip
        server = SmtpServer(
            authority=authority, logins=logins or {USER: PASSWORD}, names=(HOST, *(others or ())), script=script,
            logins_by_name=others,
        )  # fmt: skip
        running.append(server)
        await server.start(host, implicit_tls=implicit_tls, port=port)
        return server

    yield started
    for server in running:
        await server.stop()


@pytest.fixture
async def names() -> AsyncIterator[DnsServer]:
    server = DnsServer({HOST: {"A": "127.0.0.1"}})
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def mail(serve: Serve, names: DnsServer, ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> Mail:
    monkeypatch.setenv("TEST_SMTP_USERNAME", USER)
    monkeypatch.setenv("TEST_SMTP_PASSWORD", PASSWORD)
    return Mail(serve, settings(ca_file), names.port)


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """One gateway for all tests, because building clients takes longer than most tests."""
    shared = Gateway()
    yield shared
    shared.close()


@pytest.fixture
async def cloud(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Cloud]:
    for name, value in {
        "TEST_READER_ID": READER_KEY_ID,
        "TEST_READER_SECRET": READER_SECRET,
        "TEST_APP_ID": API_KEY_ID,
        "TEST_APP_SECRET": API_SECRET,
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    server = AwsServer(healthy_world())
    await server.start()
    yield Cloud(server, gateway, target_at(server.url), RoleCache(), monkeypatch.setenv)
    await server.stop()
    assert server.mistakes == []


@pytest.fixture
def no_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes all credentials, so that calls to AWS fail at once, without a network."""
    for name in ("AWS_EC2_METADATA_DISABLED", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "true" if name.endswith("DISABLED") else "/nonexistent")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
