"""How name service fails, and what that says of the SMTP host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from bot.lab.dns import Fault
from bot.lab.scenarios import Scene
from tests.matrix.row import YES, Expect, Prepare, Row, blind, no, partly, risk

_RESOLVER = blind("dns.host", "reason.resolver")
EXPECTED: dict[Fault, Expect] = {
    # The zone has spoken: there is no such name, or it has no address.
    "nxdomain": no("network.dns"),
    "no_answer": no("network.dns"),
    # The resolver has not: what the name has cannot be said.
    "servfail": _RESOLVER,
    "refused": _RESOLVER,
    "silence": _RESOLVER,
    "garbage": _RESOLVER,
    "cname_loop": _RESOLVER,
    "truncated_without_tcp": _RESOLVER,
    # The whole answer comes over TCP.
    "truncated": YES,
}
"""Of every name that is asked for."""


@dataclass(frozen=True)
class Looked:
    """A record that a check looks at. name: where the lab's faults find it. lost: what its absence is."""

    what: str
    name: str
    check: str
    lost: Expect


RECORDS = (
    Looked("DKIM", "*._domainkey.example.com CNAME", "dns.dkim", risk("dkim.record_mismatch")),
    Looked("MX of MAIL FROM", "mail.example.com MX", "dns.mail_from", risk("mail_from.not_verified")),
    Looked("SPF of MAIL FROM", "mail.example.com TXT", "dns.spf", risk("spf.failing")),
    # A domain without DMARC asks nothing of anybody.
    Looked("DMARC", "_dmarc.example.com TXT", "dns.dmarc", YES),
)
_UNTOLD = "reason.dns_failed reason.dmarc_unknown reason.spf_undecidable"


def rows() -> Iterator[Row]:
    """Every fault of the lab's name server, on the SMTP host's name and on each record that a check looks at."""
    for fault in get_args(Fault):
        yield Row("Name service", f"the SMTP host: {fault}", EXPECTED[fault], _host(fault), fault == "silence")
    for record in RECORDS:
        for fault in get_args(Fault):
            expected = _of_record(record, fault)
            yield Row("Name service", f"{record.what}: {fault}", expected, _record(record, fault), fault == "silence")


def _of_record(record: Looked, fault: Fault) -> Expect:
    if fault in ("nxdomain", "no_answer"):
        return record.lost
    if fault == "cname_loop" and record.name.endswith("CNAME"):
        # What was asked for is the alias itself: it is there, and leads elsewhere.
        return record.lost
    return YES if fault == "truncated" else partly(record.check, _UNTOLD)


def _record(record: Looked, fault: Fault) -> Prepare:
    # An alias holds for a name, whatever is asked of it.
    spoilt = record.name.partition(" ")[0] if fault == "cname_loop" else record.name
    return lambda scene: scene.dns_faults.update({spoilt: fault})


def _host(fault: Fault) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.dns_faults.update(dict.fromkeys(scene.hosts, fault))

    return prepare
