from collections.abc import AsyncIterator

import boto3
import pytest

from bot.lab.aws import AwsServer
from bot.lab.world import healthy_world
from tests.lab.aws.clients import Lab


@pytest.fixture(scope="session")
def session() -> boto3.session.Session:
    """One session for all tests, because it keeps botocore's models once they are loaded."""
    return boto3.session.Session()


@pytest.fixture
async def lab(session: boto3.session.Session) -> AsyncIterator[Lab]:
    server = AwsServer(healthy_world())
    await server.start()
    yield Lab(server, session)
    await server.stop()
    assert server.mistakes == []
