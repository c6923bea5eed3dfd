"""The DNS probe against real servers on loopback: what it reads from their answers, and from failures."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.context import Context
from bot.core.target import Target
from bot.lab.dns import DnsServer, Fault
from bot.lab.zones import Records
from bot.probes.dns import names as probe
from bot.probes.dns import wire as names_wire
from bot.probes.dns.names import Names
from bot.probes.dns.wire import Server

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
    """Returns the probe of a target that lists these servers."""
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
    await names.lookup_all("example.com", "TXT")
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
        answers = await by(server, other).lookup_all("example.com", "TXT")
    finally:
        await other.stop()
    assert [(len(a.values), a.source) for a in answers] == [(2, "resolver"), (1, "resolver")]
    assert answers[0].server != answers[1].server


@pytest.mark.parametrize(
    "name", ["a..b", "x" * 64 + ".example.com", "", ".", "ü" * 300, "\\", "a b\n.example.com", "\x00"]
)
async def test_no_name_makes_it_fail(names: Names, name: str) -> None:
    for answer in (await names.lookup(name, "TXT"), *await names.lookup_all(name, "TXT")):
        assert answer.missing and answer.values == ()


AUTHORITY: Records = {
    **ZONES,
    "example.com": {
        "SOA": "ns1.example.com. hostmaster.example.com. 1 7200 900 1209600 60",
        "NS": ["ns1.example.com.", "ns2.example.com."],
        "TXT": "new",
    },
    "ns2.example.com": {"A": "127.0.0.1"},
}


@pytest.fixture
async def own() -> AsyncIterator[DnsServer]:
    """A zone's own name server. It is authoritative for example.com and has no other names."""
    started = DnsServer(AUTHORITY)
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def both(server: DnsServer, own: DnsServer, monkeypatch: pytest.MonkeyPatch) -> Names:
    """The probe of a target that lists no servers: it asks the system's resolver and the zone's servers."""
    system = (Server("127.0.0.1", server.port),)
    monkeypatch.setattr(probe, "_system_servers", lambda: system)
    context: Context[Any] = Context(Target("prod", "eu-central-1", "noreply@example.com"))
    return Names(context, zone_port=own.port)


async def test_the_zones_own_server_is_asked_beside_the_resolver(both: Names, own: DnsServer) -> None:
    resolved, zone = await both.lookup_all("example.com", "TXT")
    assert (resolved.source, len(resolved.values)) == ("resolver", 2)
    assert (zone.source, zone.values, zone.server) == ("zone", ("new",), "ns1.example.com")


async def test_two_servers_of_a_zone_at_the_most(both: Names, server: DnsServer) -> None:
    server.set("example.com", "NS", *(f"ns{n}.example.com." for n in range(1, 5)))
    for n in range(1, 5):
        server.set(f"ns{n}.example.com", "A", "127.0.0.1")
    answers = await both.lookup_all("mail.example.com", "MX")
    assert [a.source for a in answers] == ["resolver", "zone", "zone"]


async def test_an_alias_out_of_the_zone_is_followed_by_the_resolver(both: Names) -> None:
    resolved, zone = await both.lookup_all("token._domainkey.example.com", "TXT")
    assert zone.values == resolved.values == (KEY,)
    assert zone.aliases == ("Token.dkim.AmazonSES.com",)


async def test_what_the_zone_says_is_missing_is_missing(both: Names, own: DnsServer) -> None:
    own.remove("mail.example.com")
    resolved, zone = await both.lookup_all("mail.example.com", "MX")
    assert (resolved.problem, zone.problem, zone.ttl) == ("", "nxdomain", 60)


@pytest.mark.parametrize("fault", ["servfail", "refused", "silence", "garbage", "truncated_without_tcp"])
async def test_a_zones_server_that_does_not_answer_is_not_there(
    both: Names, own: DnsServer, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_wire, "ATTEMPTS", ((0.2, 1232), (0.2, -1)))
    own.faults["*"] = fault
    [resolved] = await both.lookup_all("mail.example.com", "MX")
    assert (resolved.source, resolved.problem) == ("resolver", "")


async def test_whoever_answers_without_authority_is_no_server_of_the_zone(both: Names, own: DnsServer) -> None:
    own.replace(ZONES)
    assert len(await both.lookup_all("mail.example.com", "MX")) == 1


async def test_the_zone_answers_where_the_resolver_fails(both: Names, server: DnsServer) -> None:
    server.faults["mail.example.com MX"] = "servfail"
    resolved, zone = await both.lookup_all("mail.example.com", "MX")
    assert (resolved.problem, zone.problem) == ("servfail", "")


async def test_listed_servers_are_asked_and_nobody_else(server: DnsServer, own: DnsServer) -> None:
    await by(server).lookup_all("mail.example.com", "MX")
    assert [q.rdtype for q in server.queries] == ["MX"]
    assert own.queries == []


async def test_the_system_without_a_resolver_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_system_servers", lambda: ())
    context: Context[Any] = Context(Target("prod", "eu-central-1", "noreply@example.com"))
    answers = await Names(context).lookup_all("example.com", "TXT")
    assert [a.problem for a in answers] == ["refused"]
