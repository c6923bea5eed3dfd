"""Faults of name service, for the SMTP host's name and for the records that checks read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from bot.lab.dns import Fault
from bot.lab.scenarios import Scene
from tests.matrix.row import YES, Expect, Prepare, Row, at_risk, no, undecided, yes_except

_RESOLVER = undecided("dns.host", "reason.resolver")
EXPECTED: dict[Fault, Expect] = {
    # The zone has answered: there is no such name, or it has no address.
    "nxdomain": no("network.dns"),
    "no_answer": no("network.dns"),
    # The resolver has failed, so nothing is known about the name.
    "servfail": _RESOLVER,
    "refused": _RESOLVER,
    "silence": _RESOLVER,
    "garbage": _RESOLVER,
    "cname_loop": _RESOLVER,
    "truncated_without_tcp": _RESOLVER,
    # TCP returns the whole answer.
    "truncated": YES,
}
"""The expected outcome of each fault, for the SMTP host."""


@dataclass(frozen=True)
class CheckedRecord:
    """A record that a check reads. name: its key in the lab's faults. lost: the outcome where the record is missing."""

    what: str
    name: str
    check: str
    lost: Expect


RECORDS = (
    CheckedRecord("DKIM", "*._domainkey.example.com CNAME", "dns.dkim", at_risk("dkim.record_mismatch")),
    CheckedRecord("MX of MAIL FROM", "mail.example.com MX", "dns.mail_from", at_risk("mail_from.not_verified")),
    CheckedRecord("SPF of MAIL FROM", "mail.example.com TXT", "dns.spf", at_risk("spf.failing")),
    # A domain may have no DMARC record.
    CheckedRecord("DMARC", "_dmarc.example.com TXT", "dns.dmarc", YES),
)
_UNTOLD = "reason.dns_failed reason.dmarc_unknown reason.spf_undecidable"


def rows() -> Iterator[Row]:
    """Yields every fault of the lab's name server, for the SMTP host's name and for each record that a check reads."""
    for fault in get_args(Fault):
        yield Row("Name service", f"the SMTP host: {fault}", EXPECTED[fault], _host(fault), fault == "silence")
    for record in RECORDS:
        for fault in get_args(Fault):
            expected = _of_record(record, fault)
            yield Row("Name service", f"{record.what}: {fault}", expected, _record(record, fault), fault == "silence")


def _of_record(record: CheckedRecord, fault: Fault) -> Expect:
    if fault in ("nxdomain", "no_answer"):
        return record.lost
    if fault == "cname_loop" and record.name.endswith("CNAME"):
        # The alias itself was asked for. It exists, but points elsewhere.
        return record.lost
    return YES if fault == "truncated" else yes_except(record.check, _UNTOLD)


def _record(record: CheckedRecord, fault: Fault) -> Prepare:
    # An alias applies to all records of a name.
    spoilt = record.name.partition(" ")[0] if fault == "cname_loop" else record.name
    return lambda scene: scene.dns_faults.update({spoilt: fault})


def _host(fault: Fault) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.dns_faults.update(dict.fromkeys(scene.hosts, fault))

    return prepare
