"""Name servers that answer incompletely, or with noise."""

import asyncio
from typing import Any, cast

import dns.message
import dns.rrset
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.probes.dns import wire as names_wire
from bot.probes.dns.wire import Server, ask


async def test_a_server_that_refers_to_others_knows_nothing() -> None:
    """A referral is not a missing record."""

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Referring, local_addr=("127.0.0.1", 0))
    try:
        port = transport.get_extra_info("sockname")[1]
        assert (await ask(Server("127.0.0.1", port), "a.example.com", "TXT")).answer.problem == "refused"
    finally:
        transport.close()
        await asyncio.sleep(0)


class Referring(asyncio.DatagramProtocol):
    """Answers every question with the name servers of a child zone."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        response = dns.message.make_response(dns.message.from_wire(data))
        response.authority.append(dns.rrset.from_text("a.example.com.", 60, "IN", "NS", "ns.example.net."))
        self.transport.sendto(response.to_wire(), addr)


class Hostile(asyncio.DatagramProtocol):
    """Answers every question with the same bytes, after the question's id."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.transport.sendto(data[:2] + self.answer, addr)


@settings(max_examples=60)
@given(st.binary(max_size=80), st.booleans())
def test_whatever_comes_back_nothing_is_raised(noise: bytes, echo: bool) -> None:
    # One question and one answer: the noise takes the place of that answer.
    question = b"\x00\x01\x00\x01\x00\x00\x00\x00" + b"\x07example\x03com\x00\x00\x10\x00\x01"

    async def once() -> None:
        loop = asyncio.get_running_loop()
        answer = b"\x81\x80" + (question + noise if echo else noise)
        transport, _ = await loop.create_datagram_endpoint(lambda: Hostile(answer), local_addr=("127.0.0.1", 0))
        try:
            port = transport.get_extra_info("sockname")[1]
            reply = await ask(Server("127.0.0.1", port), "example.com", "TXT")
            assert reply.answer.failed or reply.answer.missing or reply.answer.values
            # Noise must not be read as records, and not as their absence either.
            assert not reply.answer.values
            if not echo:
                assert not reply.answer.missing
        finally:
            transport.close()
            await asyncio.sleep(0)

    before = names_wire.ATTEMPTS
    names_wire.ATTEMPTS = ((0.05, 1232),)  # type: ignore[assignment]
    try:
        asyncio.run(once())
    finally:
        names_wire.ATTEMPTS = before
