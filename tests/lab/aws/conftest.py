from collections.abc import AsyncIterator

import boto3
import pytest

from bot.lab.aws import AwsServer
from bot.lab.world import healthy_world
from tests.lab.aws.clients import Lab


@pytest.fixture(scope="session")
def session() -> boto3.session.Session:
    """One for all tests: what it has read of botocore's models it keeps."""
    return boto3.session.Session()


@pytest.fixture
async def lab(session: boto3.session.Session) -> AsyncIterator[Lab]:
    server = AwsServer(healthy_world())
    await server.start()
    yield Lab(server, session)
    await server.stop()
    assert server.mistakes == []
