import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.core.evidence.aws import Resolution
from bot.lab.dns import DnsServer
from bot.lab.zones import Records
from bot.probes.dns import addresses as probe

ZONES: Records = {
    "mail.example.com": {"A": ["192.0.2.1", "192.0.2.2"], "AAAA": "2001:db8::1"},
    "four.example.com": {"A": "192.0.2.4"},
    "six.example.com": {"AAAA": "2001:db8::6"},
    "alias.example.com": {"CNAME": "mail.example.com."},
    "empty.example.com": {},
}
Resolve = Callable[[str], Awaitable[Resolution]]


@pytest.fixture
async def names() -> AsyncIterator[DnsServer]:
    server = DnsServer(ZONES)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def resolve(names: DnsServer) -> Resolve:
    return lambda host: probe.resolve(host, (("127.0.0.1", names.port),))


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("mail.example.com", {"192.0.2.1", "192.0.2.2", "2001:db8::1"}),
        ("mail.example.com.", {"192.0.2.1", "192.0.2.2", "2001:db8::1"}),
        ("MAIL.Example.COM", {"192.0.2.1", "192.0.2.2", "2001:db8::1"}),
        ("four.example.com", {"192.0.2.4"}),
        ("six.example.com", {"2001:db8::6"}),
        ("alias.example.com", {"192.0.2.1", "192.0.2.2", "2001:db8::1"}),
    ],
)
async def test_addresses_of_both_families(resolve: Resolve, host: str, addresses: set[str]) -> None:
    found = await resolve(host)
    assert set(found.addresses) == addresses
    assert found.problem == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "[::1]", "2001:db8::1"])
async def test_an_address_is_asked_of_nobody(names: DnsServer, resolve: Resolve, address: str) -> None:
    assert (await resolve(address)).addresses == (address.strip("[]"),)
    assert names.queries == []


@pytest.mark.parametrize(("host", "problem"), [("nowhere.example.com", "nxdomain"), ("empty.example.com", "no_answer")])
async def test_no_such_name_and_no_such_record_are_told_apart(resolve: Resolve, host: str, problem: str) -> None:
    found = await resolve(host)
    assert (found.addresses, found.problem) == ((), problem)
    assert found.servers.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("servfail", "servfail"),
        ("refused", "refused"),
        ("nxdomain", "nxdomain"),
        ("no_answer", "no_answer"),
        ("truncated_without_tcp", "servfail"),
        ("garbage", "servfail"),
        ("cname_loop", "servfail"),
    ],
)
async def test_a_failing_server_is_told_from_a_missing_name(
    names: DnsServer, resolve: Resolve, fault: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "LIFETIME", 0.5)
    names.faults["*"] = fault  # type: ignore[assignment]
    found = await resolve("mail.example.com")
    if fault == "cname_loop":
        assert found.problem not in ("nxdomain", "")
    else:
        assert found.problem in (problem, "timeout" if problem == "servfail" else problem)
    assert found.addresses == ()


async def test_a_long_answer_comes_over_tcp(names: DnsServer, resolve: Resolve) -> None:
    names.faults["*"] = "truncated"
    assert len((await resolve("mail.example.com")).addresses) == 3
    assert {q.transport for q in names.queries} == {"udp", "tcp"}


async def test_one_family_that_fails_does_not_hide_the_other(names: DnsServer, resolve: Resolve) -> None:
    names.faults["mail.example.com AAAA"] = "servfail"
    assert set((await resolve("mail.example.com")).addresses) == {"192.0.2.1", "192.0.2.2"}


async def test_silence_is_a_timeout_and_ends_in_time(
    names: DnsServer, resolve: Resolve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "LIFETIME", 0.3)
    names.faults["*"] = "silence"
    began = time.monotonic()
    assert (await resolve("mail.example.com")).problem == "timeout"
    assert time.monotonic() - began < 1


async def test_the_second_server_answers_for_a_dead_first_one(names: DnsServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
        closed.bind(("127.0.0.1", 0))
        dead = closed.getsockname()[1]
    found = await probe.resolve("four.example.com", (("127.0.0.1", dead), ("127.0.0.1", names.port)))
    assert found.addresses == ("192.0.2.4",)


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example.com", "", "spaced name", "ü" * 300])
async def test_a_name_that_cannot_be_one_has_no_addresses(resolve: Resolve, host: str) -> None:
    found = await resolve(host)
    assert found.addresses == ()
    assert found.problem


async def test_localhost_is_known_to_the_system() -> None:
    assert set((await probe.resolve("localhost", ())).addresses) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("host", ["nowhere.invalid", "x" * 64 + ".invalid", "a..b"])
async def test_the_system_knows_no_such_name(host: str) -> None:
    found = await probe.resolve(host, ())
    assert found.addresses == ()
    assert found.problem in ("nxdomain", "no_answer", "timeout", "servfail")
