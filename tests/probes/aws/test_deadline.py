"""No call lasts longer than its caller's time, even where each byte arrives within the read timeout."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.core.context import limit_time
from bot.core.evidence.aws import Account, Failure
from bot.lab.certificates import Authority
from bot.lab.world import REGION
from tests.probes.cloud import Cloud

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"


@asynccontextmanager
async def dripping(gone: asyncio.Event, asked: asyncio.Event, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A server that answers one byte at a time. gone: set when the client has disconnected."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left = asyncio.ensure_future(_until_left(reader, asked))
        writer.write(HEAD)
        while not left.done():
            writer.write(b" ")
            await asyncio.sleep(0.02)
        gone.set()
        writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0, ssl=tls)
    host, port = server.sockets[0].getsockname()
    yield f"{'https' if tls else 'http'}://{host}:{port}"
    server.close()


async def _until_left(reader: asyncio.StreamReader, asked: asyncio.Event) -> None:
    try:
        while await reader.read(4096):
            asked.set()
    except OSError:
        return


async def account(cloud: Cloud, seconds: float) -> Account | Failure:
    limit_time(asyncio.get_running_loop().time() + seconds)
    return await cloud.context().probes.aws.account(REGION)


async def test_an_answer_that_drips_is_cut_at_its_asker_s_time(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.probes.aws.gateway.TIMEOUTS", ((0.1, 0.1),))
    gone, asked = asyncio.Event(), asyncio.Event()
    async with dripping(gone, asked) as url:
        cloud.change(endpoint_url=url)
        async with asyncio.timeout(10):
            assert isinstance(await account(cloud, 0.3), Failure)
            await gone.wait()


@pytest.mark.parametrize("encrypted", [False, True])
async def test_a_run_that_ends_cuts_what_it_still_waits_for(
    cloud: Cloud, authority: Authority, ca_file: Path, encrypted: bool
) -> None:
    cloud.set_env("AWS_CA_BUNDLE", str(ca_file))
    gone, asked = asyncio.Event(), asyncio.Event()
    good = cloud.target.endpoint_url
    async with dripping(gone, asked, authority.issue("127.0.0.1").context if encrypted else None) as url:
        cloud.change(endpoint_url=url)
        context = cloud.context()
        asking = asyncio.ensure_future(context.probes.aws.account(REGION))
        async with asyncio.timeout(10):
            await asked.wait()
            await context.close()
            await gone.wait()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    cloud.change(endpoint_url=good)
    assert isinstance(await account(cloud, 5), Account)
