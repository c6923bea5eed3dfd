import ssl
from collections.abc import AsyncIterator

import pytest

from bot.lab.certificates import Authority
from bot.lab.smtp.auth import Logins
from bot.lab.smtp.script import Script
from bot.lab.smtp.server import SmtpServer
from tests.lab.smtp.clients import PASSWORD, USER, Start, modern_client


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def trusting(authority: Authority) -> ssl.SSLContext:
    return modern_client(authority)


@pytest.fixture
async def start(authority: Authority) -> AsyncIterator[Start]:
    """Returns a function that starts servers. They are stopped at once when the test ends."""
    running: list[SmtpServer] = []

    async def started(
        script: Script | None = None, *, implicit_tls: bool = False, logins: Logins | None = None
    ) -> SmtpServer:
        server = SmtpServer(authority=authority, logins={USER: PASSWORD} if logins is None else logins, script=script)
        running.append(server)
        await server.start(implicit_tls=implicit_tls)
        return server

    yield started
    for server in running:
        await server.stop()
