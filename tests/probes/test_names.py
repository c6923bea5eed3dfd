"""The DNS probe against real servers on loopback: what a server says, and what it does not."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.context import Context
from bot.core.target import Target
from bot.lab.dns import DnsServer, Fault
from bot.lab.zones import Records
from bot.probes import names as probe
from bot.probes import names_wire
from bot.probes.names import Names
from bot.probes.names_wire import Server, ask

KEY = "p=" + "A" * 392
ZONES: Records = {
    "example.com": {"TXT": ["v=spf1 include:amazonses.com -all", "Other=Value; KEPT"], "NS": "ns1.example.com."},
    "ns1.example.com": {"A": "127.0.0.1"},
    "mail.example.com": {"MX": "10 feedback-smtp.eu-central-1.amazonses.com."},
    "none.example.com": {"MX": "0 ."},
    "token._domainkey.example.com": {"CNAME": "Token.dkim.AmazonSES.com."},
    "token.dkim.amazonses.com": {"TXT": KEY},
    "split.example.com": {"TXT": '"v=DKIM1; p=AB" "CD"'},
    "odd.example.com": {"TXT": r'"tab\009nul\000high\255"'},
    "dangling.example.com": {"CNAME": "nowhere.amazonses.com."},
}


@pytest.fixture
async def server() -> AsyncIterator[DnsServer]:
    started = DnsServer(ZONES)
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def names(server: DnsServer) -> Names:
    return by(server)


def by(*servers: DnsServer) -> Names:
    """The probe of a target that lists these servers."""
    listed = tuple(("127.0.0.1", server.port) for server in servers)
    context: Context[Any] = Context(Target("prod", "eu-central-1", "noreply@example.com", nameservers=listed))
    return Names(context)


async def test_values_are_as_sent_without_quotes_and_final_dots(names: Names) -> None:
    assert set((await names.lookup("example.com", "TXT")).values) == {
        "v=spf1 include:amazonses.com -all",
        "Other=Value; KEPT",
    }
    assert (await names.lookup("mail.example.com", "MX")).values == ("10 feedback-smtp.eu-central-1.amazonses.com",)
    assert (await names.lookup("none.example.com", "MX")).values == ("0 .",)
    assert (await names.lookup("token._domainkey.example.com", "CNAME")).values == ("Token.dkim.AmazonSES.com",)


async def test_strings_are_joined_without_a_space_and_counted(names: Names) -> None:
    found = await names.lookup("split.example.com", "TXT")
    assert (found.values, found.strings) == (("v=DKIM1; p=ABCD",), (2,))


async def test_bytes_that_are_no_text_are_escaped(names: Names) -> None:
    assert (await names.lookup("odd.example.com", "TXT")).values == (r"tab\009nul\000high\255",)


async def test_a_record_beyond_an_alias_tells_the_way(names: Names) -> None:
    found = await names.lookup("TOKEN._domainkey.example.com.", "TXT")
    assert (found.values, found.aliases, found.problem) == ((KEY,), ("Token.dkim.AmazonSES.com",), "")
    assert 0 < found.ttl <= 60


async def test_an_alias_that_leads_nowhere(names: Names) -> None:
    found = await names.lookup("dangling.example.com", "TXT")
    assert (found.problem, found.aliases, found.missing) == ("nxdomain", ("nowhere.amazonses.com",), True)


@pytest.mark.parametrize(
    ("name", "kind", "problem"),
    [("nowhere.example.com", "TXT", "nxdomain"), ("mail.example.com", "TXT", "no_answer"), ("com", "TXT", "no_answer")],
)
async def test_no_such_name_and_no_such_record_are_told_apart(names: Names, name: str, kind: str, problem: str) -> None:
    found = await names.lookup(name, kind)
    assert (found.problem, found.missing, found.failed) == (problem, True, False)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("servfail", "servfail"),
        ("refused", "refused"),
        ("truncated_without_tcp", "servfail"),
        ("garbage", "servfail"),
        ("cname_loop", "servfail"),
        ("silence", "timeout"),
    ],
)
async def test_a_failing_server_is_never_a_missing_record(
    server: DnsServer, fault: Fault, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_wire, "ATTEMPTS", ((0.2, 1232), (0.2, -1)))
    server.faults["*"] = fault
    for kind in ("TXT", "MX") if fault == "cname_loop" else ("TXT", "MX", "CNAME"):
        found = await by(server).lookup("token._domainkey.example.com", kind)
        assert (found.problem, found.missing, found.failed) == (problem, False, True)


async def test_a_long_answer_comes_over_tcp(server: DnsServer, names: Names) -> None:
    server.faults["*"] = "truncated"
    assert (await names.lookup("token._domainkey.example.com", "TXT")).values == (KEY,)
    assert {q.transport for q in server.queries} == {"udp", "tcp"}


async def test_a_question_is_asked_once(server: DnsServer, names: Names) -> None:
    await asyncio.gather(*(names.lookup(name, "TXT") for name in ("example.com", "Example.COM", "example.com.")))
    await names.everywhere("example.com", "TXT")
    assert len(server.queries) == 1


async def test_the_next_server_is_asked_for_one_that_fails_or_is_silent(server: DnsServer) -> None:
    other = DnsServer({}, faults={"*": "silence", "a.example.com": "servfail"})
    await other.start()
    try:
        assert (await by(other, server).lookup("mail.example.com", "MX")).problem == ""
        assert (await by(other, server).lookup("a.example.com", "MX")).problem == "nxdomain"
    finally:
        await other.stop()


async def test_each_listed_server_is_a_source_of_its_own(server: DnsServer) -> None:
    other = DnsServer({"example.com": {"TXT": "old"}})
    await other.start()
    try:
        answers = await by(server, other).everywhere("example.com", "TXT")
    finally:
        await other.stop()
    assert [(len(a.values), a.source) for a in answers] == [(2, "resolver"), (1, "resolver")]
    assert answers[0].server != answers[1].server


@pytest.mark.parametrize(
    "name", ["a..b", "x" * 64 + ".example.com", "", ".", "ü" * 300, "\\", "a b\n.example.com", "\x00"]
)
async def test_no_name_makes_it_fail(names: Names, name: str) -> None:
    for answer in (await names.lookup(name, "TXT"), *await names.everywhere(name, "TXT")):
        assert answer.missing and answer.values == ()


class Hostile(asyncio.DatagramProtocol):
    """Answers every question with the same bytes behind the question's own id."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        assert isinstance(self.transport, asyncio.DatagramTransport)
        self.transport.sendto(data[:2] + self.answer, addr)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.booleans())
def test_whatever_comes_back_nothing_is_raised(noise: bytes, echo: bool) -> None:
    question = b"\x00\x01" + b"\x00\x01\x00\x00\x00\x00" + b"\x07example\x03com\x00\x00\x10\x00\x01"

    async def once() -> None:
        loop = asyncio.get_running_loop()
        answer = b"\x81\x80" + (question + noise if echo else noise)
        transport, _ = await loop.create_datagram_endpoint(lambda: Hostile(answer), local_addr=("127.0.0.1", 0))
        try:
            port = transport.get_extra_info("sockname")[1]
            reply = await ask(Server("127.0.0.1", port), "example.com", "TXT")
            assert reply.answer.failed or reply.answer.missing or reply.answer.values
            # Noise is not knowledge: what was not read to its end says nothing.
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


async def test_the_system_without_a_resolver_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_system_servers", lambda: ())
    context: Context[Any] = Context(Target("prod", "eu-central-1", "noreply@example.com"))
    answers = await Names(context).everywhere("example.com", "TXT")
    assert [a.problem for a in answers] == ["refused"]
