"""The record of what was asked of the fake AWS."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request. `params` never holds a signature or a secret; `when` is the true time, in UTC.

    `operation` is "" where the request named none. `account` is None where the key belongs to nobody.
    `authorised` is True only when signature and policies let the call through.
    """

    service: str
    region: str
    operation: str
    params: dict[str, Any]
    access_key_id: str | None
    account: str | None
    when: datetime
    authorised: bool

    @property
    def name(self) -> str:
        """`sesv2.GetAccount`, as faults name it."""
        return f"{self.service}.{self.operation}"


def counts(calls: Iterable[Call]) -> Counter[tuple[str | None, str, str]]:
    """How often each operation was called: keyed by account, region and `service.Operation`."""
    return Counter((call.account, call.region, call.name) for call in calls)


def repeated(calls: Iterable[Call]) -> list[Call]:
    """The calls that asked again what the same key had asked before in the same region, with the same arguments."""
    seen: set[tuple[str | None, str, str, str]] = set()
    again: list[Call] = []
    for call in calls:
        asked = (call.access_key_id, call.region, call.name, repr(sorted(call.params.items())))
        if asked in seen:
            again.append(call)
        seen.add(asked)
    return again
