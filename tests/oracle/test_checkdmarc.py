"""The same zones judged by checkdmarc, an independent program. Both agree, or an RFC says which is right."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import dns.nameserver
import dns.resolver
import pytest
from checkdmarc.dmarc import check_dmarc
from checkdmarc.spf import check_spf
from checkdmarc.utils import DNS_CACHE

from bot.checks.dns._dmarc.record import published
from bot.checks.dns._dmarc.walk import policy_of, walked
from bot.checks.dns._spf.lookup import gather_answers, verdict
from bot.core.context import Context
from bot.core.target import Target
from bot.lab.dns import DnsServer
from bot.probes.dns.names import Names
from tests.oracle.zones import DMARC, SPF

SES = {"amazonses.com": {"TXT": "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all"}}
SENDER = "mail.example.com"

# The differences from checkdmarc, with the source that says which is right.
SPF_DIFFERENCES = {
    "upper case": "RFC 7208, section 12: the version is a string of RFC 5234, whose case does not matter",
    "ptr": "RFC 7208, section 5.5: what is looked up is the name of the address, not of the domain",
}
DMARC_DIFFERENCES = {
    "two, one of another kind": "RFC 9989, section 4.10: records without the version are discarded",
    "below, own doubled": "RFC 9989, section 4.10: several are discarded, and the walk goes on above",
}


@pytest.fixture
async def server() -> AsyncIterator[DnsServer]:
    server = DnsServer()
    await server.start()
    DNS_CACHE.clear()
    yield server
    await server.stop()


def _names(server: DnsServer) -> Names:
    return Names(Context(Target("prod", "eu-central-1", "a@example.com", nameservers=(("127.0.0.1", server.port),))))


def _resolver(server: DnsServer) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [dns.nameserver.Do53Nameserver("127.0.0.1", server.port)]
    return resolver


@pytest.mark.parametrize("name", SPF)
async def test_spf(server: DnsServer, name: str) -> None:
    server.replace({**SES, **SPF[name]})
    ours = verdict(await gather_answers(SENDER, _names(server).lookup)).stranger
    valid = ours.decision.result not in ("none", "permerror")
    theirs = await asyncio.to_thread(check_spf, SENDER, resolver=_resolver(server), retries=0)

    same = valid == theirs["valid"] and (
        not valid or (ours.lookups, ours.void) == (theirs["dns_lookups"], theirs["void_dns_lookups"])
    )
    assert same is (name not in SPF_DIFFERENCES), (ours.decision, theirs)


@pytest.mark.parametrize("name", DMARC)
async def test_dmarc(server: DnsServer, name: str) -> None:
    domain, zone = DMARC[name]
    server.replace({domain: {"A": "203.0.113.9"}, **zone})
    names = _names(server)
    seen = {at: published(at, await names.lookup(f"_dmarc.{at}", "TXT")) for at in walked(domain)}
    policy = policy_of(domain, seen)
    sound = policy is not None and policy.record.applies and not seen[policy.record.domain].problem
    ours = (policy.record.domain, policy.record.policy) if policy is not None and sound else None
    said = await asyncio.to_thread(check_dmarc, domain, resolver=_resolver(server), retries=0)
    theirs = (said["location"], said["tags"]["p"]["value"]) if said["valid"] else None

    assert (ours == theirs) is (name not in DMARC_DIFFERENCES), (ours, said)
