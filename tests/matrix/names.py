"""How name service fails, and what that says of the SMTP host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from bot.lab.dns import Fault
from bot.lab.scenarios import Scene
from tests.matrix.row import YES, Expect, Prepare, Row, blind, no

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


def rows() -> Iterator[Row]:
    """Every fault of the lab's name server."""
    for fault in get_args(Fault):
        yield Row("Name service", f"the SMTP host: {fault}", EXPECTED[fault], _host(fault), fault == "silence")


def _host(fault: Fault) -> Prepare:
    def prepare(scene: Scene) -> None:
        scene.dns_faults.update(dict.fromkeys(scene.hosts, fault))

    return prepare
