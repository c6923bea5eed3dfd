"""A DNS zone as a dictionary, asked through the interface of the DNS probe."""

from __future__ import annotations

from collections.abc import Mapping

from bot.checks.dns._spf.lookup import Everywhere, Lookup
from bot.core.evidence.dns import DnsAnswer

# Keys: `name TYPE`. Values: the record's values, or a problem such as "servfail".
Zone = Mapping[str, list[str] | str]

SES = {"amazonses.com TXT": ["v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all"]}


def answer(zone: Zone, name: str, kind: str) -> DnsAnswer:
    """The zone's answer, as a resolver would give it."""
    found = zone.get(f"{name} {kind}")
    if isinstance(found, str):
        return DnsAnswer(name, kind, problem=found)
    if found:
        return DnsAnswer(name, kind, tuple(found), ttl=300)
    exists = any(key.partition(" ")[0] == name for key in zone)
    return DnsAnswer(name, kind, problem="no_answer" if exists else "nxdomain")


def asked(zone: Zone, questions: list[tuple[str, str]] | None = None) -> Lookup:
    """A lookup in the zone. questions: filled with every question."""

    async def lookup(name: str, kind: str) -> DnsAnswer:
        if questions is not None:
            questions.append((name, kind))
        return answer(zone, name, kind)

    return lookup


def everywhere(zone: Zone, *others: Zone) -> Everywhere:
    """A lookup of the zone and of other servers that differ from it, as all sources."""

    async def ask(name: str, kind: str) -> tuple[DnsAnswer, ...]:
        return tuple(answer({**zone, **other}, name, kind) for other in ({}, *others))

    return ask
