"""The lab's name server as the zones' own server, and the records of its world."""

from collections.abc import AsyncIterator

import dns.asyncquery
import dns.flags
import dns.message
import dns.rcode
import pytest

from bot.lab.dns import DnsServer
from bot.lab.scenarios.scene import Scene
from bot.lab.scenarios.zone import merge_records, standard_records
from bot.lab.world import Identity

TOKEN = "lab1exampletokenxxxxxxxxxxxxxxxx"


async def query(server: DnsServer, name: str, rdtype: str, *, recurse: bool) -> dns.message.Message:
    query = dns.message.make_query(name, rdtype)
    if not recurse:
        query.flags &= ~dns.flags.RD
    response, _tcp = await dns.asyncquery.udp_with_fallback(query, "127.0.0.1", 3, server.port)
    return response


@pytest.fixture
async def server() -> AsyncIterator[DnsServer]:
    started = DnsServer(Scene().dns_records()[0])
    await started.start()
    yield started
    await started.stop()


@pytest.mark.parametrize(
    ("name", "rcode"),
    [("mail.example.com", "NOERROR"), ("nowhere.example.com", "NXDOMAIN"), ("example.net", "REFUSED")],
)
async def test_a_question_without_recursion_is_answered_with_authority(
    server: DnsServer, name: str, rcode: str
) -> None:
    response = await query(server, name, "MX", recurse=False)
    assert dns.rcode.to_text(response.rcode()) == rcode
    assert bool(response.flags & dns.flags.AA) == (rcode != "REFUSED")
    assert not response.flags & dns.flags.RA
    assert bool(response.authority) == (rcode == "NXDOMAIN")


async def test_an_alias_is_followed_out_of_the_zone_for_who_wants_recursion_only(server: DnsServer) -> None:
    name = f"{TOKEN}._domainkey.example.com"
    assert len((await query(server, name, "TXT", recurse=True)).answer) == 2
    assert len((await query(server, name, "TXT", recurse=False)).answer) == 1


async def test_a_record_has_the_time_that_a_scenario_gives_it(server: DnsServer) -> None:
    server.zones.ttls = {"mail.example.com MX": 900, "*.example.com": 30}
    assert (await query(server, "mail.example.com", "MX", recurse=True)).answer[0].ttl == 900
    assert (await query(server, "mail.example.com", "TXT", recurse=True)).answer[0].ttl == 30


def test_the_world_publishes_what_its_identities_need() -> None:
    scene = Scene()
    zone = standard_records(scene.account, scene.region)
    assert zone[f"{TOKEN}._domainkey.example.com CNAME"] == [f"{TOKEN}.dkim.amazonses.com."]
    assert zone["mail.example.com MX"] == ["10 feedback-smtp.eu-central-1.amazonses.com."]
    assert {"example.com TXT", "_dmarc.example.com TXT", "mail.example.com TXT"} <= set(zone)


def test_a_key_of_ones_own_stands_at_its_selector() -> None:
    scene = Scene()
    scene.ses.add(Identity("example.org", origin="EXTERNAL", tokens=["mine"]))
    zone = standard_records(scene.account, scene.region)
    assert zone["mine._domainkey.example.org TXT"][0].startswith("p=MII")
    assert "mine._domainkey.example.org CNAME" not in zone


def test_a_scenario_changes_single_records() -> None:
    served = merge_records(
        {"a.example.com A": ["192.0.2.1"], "b.example.com A": ["192.0.2.2"]}, {"A.example.com A": []}
    )
    assert served == {"b.example.com": {"A": ["192.0.2.2"]}}


def test_a_second_server_says_otherwise_only_what_it_is_told_to() -> None:
    scene = Scene()
    scene.other_zone = {"mail.example.com MX": []}
    first, second = scene.dns_records()
    assert "MX" in first["mail.example.com"]
    assert "MX" not in second["mail.example.com"]
    assert first["example.com"] == second["example.com"]
