import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.query
import dns.rcode
import dns.resolver
import pytest

from bot.lab.dns import DnsServer, Fault, Query
from bot.lab.zones import Records

ZONES: Records = {
    "*.amazonaws.com": {"A": "127.0.0.1"},
    "email-smtp.us-east-1.amazonaws.com": {"A": ["127.0.0.2", "127.0.0.3"]},
    "example.com": {
        "MX": ["10 mail.example.com.", "20 Backup.Example.net."],
        "TXT": ["v=spf1 include:amazonses.com ~all", '"v=DKIM1; p=" "MIGf"'],
    },
    "mail.example.com": {"A": "192.0.2.1", "AAAA": "2001:db8::1"},
    "www.example.com": {"CNAME": "web.example.com."},
    "web.example.com": {"CNAME": "mail.example.com."},
    "dangling.example.com": {"CNAME": "nowhere.example.net."},
    "Token._domainkey.example.com": {"CNAME": "Token.dkim.AmazonSES.com."},
    "token.dkim.amazonses.com": {"TXT": "p=MIGfExample"},
    "one.loop.example.com": {"CNAME": "two.loop.example.com."},
    "two.loop.example.com": {"CNAME": "one.loop.example.com."},
    "long.example.com": {"TXT": ["x" * 600, 'with "quotes" and \\ and é']},
    "empty.example.com": {},
}

Start = Callable[..., Awaitable[DnsServer]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    running: list[DnsServer] = []

    async def started(faults: dict[str, Fault] | None = None, latency: float = 0.0) -> DnsServer:
        server = DnsServer(ZONES, faults=faults, latency=latency)
        running.append(server)
        await server.start()
        return server

    yield started
    for server in running:
        await server.stop()


async def ask(server: DnsServer, name: str, rdtype: str, lifetime: float = 3.0) -> list[str]:
    """Returns the records' texts, queried with dnspython's resolver as the product does."""
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = server.port
    resolver.lifetime = lifetime
    answer = await resolver.resolve(name, rdtype, search=False)
    return sorted(record.to_text() for record in answer)


@pytest.mark.parametrize(
    ("name", "rdtype", "texts"),
    [
        ("mail.example.com", "A", ["192.0.2.1"]),
        ("mail.example.com", "AAAA", ["2001:db8::1"]),
        ("MAIL.Example.COM", "A", ["192.0.2.1"]),
        ("example.com", "MX", ["10 mail.example.com.", "20 Backup.Example.net."]),
        ("example.com", "TXT", ['"v=DKIM1; p=" "MIGf"', '"v=spf1 include:amazonses.com ~all"']),
        ("www.example.com", "A", ["192.0.2.1"]),
        ("www.example.com", "CNAME", ["web.example.com."]),
        ("token._domainkey.example.com", "CNAME", ["Token.dkim.AmazonSES.com."]),
        ("token._domainkey.example.com", "TXT", ['"p=MIGfExample"']),
        ("email-smtp.eu-central-1.amazonaws.com", "A", ["127.0.0.1"]),
        ("email.us-east-1.amazonaws.com", "A", ["127.0.0.1"]),
        ("email-smtp.us-east-1.amazonaws.com", "A", ["127.0.0.2", "127.0.0.3"]),
    ],
)
async def test_records(start: Start, name: str, rdtype: str, texts: list[str]) -> None:
    assert await ask(await start(), name, rdtype) == texts


@pytest.mark.parametrize(
    ("name", "rdtype"),
    [
        ("mail.example.com", "MX"),
        ("empty.example.com", "A"),
        ("_domainkey.example.com", "TXT"),  # nothing of its own, but something below
        ("email-smtp.eu-central-1.amazonaws.com", "AAAA"),
    ],
)
async def test_a_name_without_such_records_is_no_answer(start: Start, name: str, rdtype: str) -> None:
    with pytest.raises(dns.resolver.NoAnswer):
        await ask(await start(), name, rdtype)


@pytest.mark.parametrize("name", ["other.example.com", "example.net", "amazonaws.com.example.org", "ample.com"])
async def test_an_unknown_name_does_not_exist(start: Start, name: str) -> None:
    with pytest.raises(dns.resolver.NXDOMAIN):
        await ask(await start(), name, "A")


async def test_an_alias_to_nowhere_does_not_exist(start: Start) -> None:
    server = await start()
    with pytest.raises(dns.resolver.NXDOMAIN):
        await ask(server, "dangling.example.com", "A")
    assert await ask(server, "dangling.example.com", "CNAME") == ["nowhere.example.net."]


async def test_an_alias_loop_ends(start: Start) -> None:
    with pytest.raises(dns.resolver.NoNameservers):
        await ask(await start(), "one.loop.example.com", "A")


async def test_text_is_cut_and_escaped_as_the_format_wants(start: Start) -> None:
    server = await start()
    query = dns.message.make_query("long.example.com", "TXT")
    answer = await dns.asyncquery.tcp(query, "127.0.0.1", port=server.port, timeout=3)
    strings = {record.strings for record in answer.answer[0]}
    assert strings == {(b"x" * 255, b"x" * 255, b"x" * 90), ('with "quotes" and \\ and é'.encode(),)}


async def test_the_case_of_the_question_comes_back(start: Start) -> None:
    server = await start()
    query = dns.message.make_query("mAiL.eXample.cOm", "A")
    answer = await dns.asyncquery.udp(query, "127.0.0.1", port=server.port, timeout=3)
    assert answer.question[0].name.to_text() == "mAiL.eXample.cOm."
    assert answer.answer[0].name.to_text() == "mAiL.eXample.cOm."
    assert server.queries == [Query("mAiL.eXample.cOm", "A", "udp")]


async def test_what_is_too_long_for_udp_comes_over_tcp(start: Start) -> None:
    server = await start()
    query = dns.message.make_query("long.example.com", "TXT", use_edns=False)
    short = await dns.asyncquery.udp(query, "127.0.0.1", port=server.port, timeout=3)
    assert short.flags & dns.flags.TC
    assert not short.answer
    assert len(await ask(server, "long.example.com", "TXT")) == 2


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ("servfail", dns.resolver.NoNameservers, "SERVFAIL"),
        ("refused", dns.resolver.NoNameservers, "REFUSED"),
        ("nxdomain", dns.resolver.NXDOMAIN, "does not exist"),
        ("no_answer", dns.resolver.NoAnswer, "does not contain an answer"),
        ("silence", dns.resolver.LifetimeTimeout, "timed out"),
        ("truncated_without_tcp", dns.resolver.NoNameservers, "EOF"),
        ("cname_loop", dns.resolver.NoNameservers, None),
        ("garbage", dns.exception.DNSException, None),
    ],
)
async def test_faults(start: Start, fault: Fault, error: type[Exception], words: str | None) -> None:
    server = await start({"mail.example.com": fault})
    with pytest.raises(error, match=words):
        await ask(server, "mail.example.com", "A", lifetime=0.3)
    assert await ask(server, "web.example.com", "CNAME") == ["mail.example.com."]


async def test_truncated_still_answers_over_tcp(start: Start) -> None:
    server = await start({"*": "truncated"})
    assert await ask(server, "mail.example.com", "A") == ["192.0.2.1"]
    assert [query.transport for query in server.queries] == ["udp", "tcp"]


async def test_the_narrowest_fault_counts(start: Start) -> None:
    server = await start(
        {
            "*": "servfail",
            "*.example.com": "refused",
            "Mail.example.com": "nxdomain",
            "mail.example.com AAAA": "no_answer",
        }
    )
    for name, rdtype, error, words in (
        ("mail.example.com", "AAAA", dns.resolver.NoAnswer, None),
        ("mail.example.com", "A", dns.resolver.NXDOMAIN, None),
        ("web.example.com", "A", dns.resolver.NoNameservers, "REFUSED"),
        ("example.org", "A", dns.resolver.NoNameservers, "SERVFAIL"),
    ):
        with pytest.raises(error, match=words):
            await ask(server, name, rdtype)


async def test_a_fault_behind_an_alias_spoils_what_is_asked_through_it(start: Start) -> None:
    server = await start({"token.dkim.amazonses.com": "servfail"})
    assert await ask(server, "token._domainkey.example.com", "CNAME") == ["Token.dkim.AmazonSES.com."]
    with pytest.raises(dns.resolver.NoNameservers, match="SERVFAIL"):
        await ask(server, "token._domainkey.example.com", "TXT")


async def test_records_and_faults_change_at_run_time(start: Start) -> None:
    server = await start()
    server.set("mail.example.com", "A", "192.0.2.7")
    assert await ask(server, "mail.example.com", "A") == ["192.0.2.7"]
    server.set("mail.example.com", "A")
    with pytest.raises(dns.resolver.NoAnswer):
        await ask(server, "mail.example.com", "A")
    server.remove("mail.example.com")
    with pytest.raises(dns.resolver.NXDOMAIN):
        await ask(server, "mail.example.com", "AAAA")
    server.faults["example.com"] = "refused"
    with pytest.raises(dns.resolver.NoNameservers):
        await ask(server, "example.com", "MX")
    server.faults.clear()
    server.replace({"example.org": {"A": "192.0.2.9"}})
    assert await ask(server, "example.org", "A") == ["192.0.2.9"]
    with pytest.raises(dns.resolver.NXDOMAIN):
        await ask(server, "example.com", "MX")


async def test_latency_is_waited_and_does_not_queue(start: Start) -> None:
    server = await start(latency=0.1)
    began = time.monotonic()
    await asyncio.gather(*(ask(server, "mail.example.com", "A") for _ in range(20)))
    assert 0.1 <= time.monotonic() - began < 1


async def test_bad_messages_are_passed_over(start: Start) -> None:
    server = await start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for wire in (b"", b"\0", b"not a query at all", dns.message.Message(id=1).to_wire()):
            sender.sendto(wire, ("127.0.0.1", server.port))
    assert await ask(server, "mail.example.com", "A") == ["192.0.2.1"]
    assert len(server.queries) == 1


async def test_updates_are_not_implemented(start: Start) -> None:
    server = await start()
    query = dns.message.make_query("mail.example.com", "A")
    query.set_opcode(dns.opcode.NOTIFY)
    answer = await dns.asyncquery.udp(query, "127.0.0.1", port=server.port, timeout=3)
    assert answer.rcode() == dns.rcode.NOTIMP


async def test_a_blocking_client_is_served_too(start: Start) -> None:
    server = await start()
    query = dns.message.make_query("mail.example.com", "A")
    answer = await asyncio.to_thread(dns.query.udp, query, "127.0.0.1", 3, server.port)
    assert answer.answer[0][0].to_text() == "192.0.2.1"


@pytest.mark.parametrize(("rdtype", "value"), [("A", "not an address"), ("MX", "mail.example.com."), ("NOPE", "x")])
def test_a_bad_record_is_a_mistake(rdtype: str, value: str) -> None:
    with pytest.raises(dns.exception.DNSException):
        DnsServer({"example.com": {rdtype: value}})


async def test_stop_ends_what_is_open(start: Start) -> None:
    server = await start({"*": "silence"})
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    wire = dns.message.make_query("example.com", "A").to_wire()
    writer.write(len(wire).to_bytes(2, "big") + wire)
    await asyncio.sleep(0.02)
    began = time.monotonic()
    await server.stop()
    assert time.monotonic() - began < 0.2
    with pytest.raises((EOFError, ConnectionError)):
        await reader.readexactly(1)
    writer.close()
    with pytest.raises(ConnectionError):
        await asyncio.open_connection("127.0.0.1", server.port)


async def test_a_taken_port_is_an_error(start: Start) -> None:
    server = await start()
    with pytest.raises(OSError, match="in use"):
        await DnsServer().start(port=server.port)
