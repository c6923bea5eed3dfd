"""Records the calls to the simulated AWS."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request. params: without signature and secrets. when: the real time, in UTC.

    operation: "" where the request named none. account: None where no account has the key. authorised: True only where
    signature and policies allowed the call.
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
        """The operation as faults name it: `sesv2.GetAccount`."""
        return f"{self.service}.{self.operation}"


def counts(calls: Iterable[Call]) -> Counter[tuple[str | None, str, str]]:
    """Returns how often each operation was called, by account, region and `service.Operation`."""
    return Counter((call.account, call.region, call.name) for call in calls)


def find_repeated(calls: Iterable[Call]) -> list[Call]:
    """Returns the calls that repeat an earlier one of the same key in the same region with the same arguments."""
    seen: set[tuple[str | None, str, str, str]] = set()
    again: list[Call] = []
    for call in calls:
        asked = (call.access_key_id, call.region, call.name, repr(sorted(call.params.items())))
        if asked in seen:
            again.append(call)
        seen.add(asked)
    return again
