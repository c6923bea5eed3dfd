"""What DNS answered, as typed evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """What one source answered to a name and type.

    values: as a zone file writes them, without quotes and final dot, in the case that was sent; the strings of a TXT
    value are joined without a space. problem: "", nxdomain, no_answer, servfail, refused or timeout. ttl: seconds, -1
    where unknown; of a missing record, how long its absence may be cached. aliases: the CNAME targets followed, in
    order. strings: how many strings each TXT value was split into. source: "resolver" or "zone" (a server of the zone
    itself). server: its address or name.
    """

    name: str
    type: str
    values: tuple[str, ...] = ()
    problem: str = ""
    ttl: int = -1
    aliases: tuple[str, ...] = ()
    strings: tuple[int, ...] = ()
    source: str = "resolver"
    server: str = ""

    @property
    def missing(self) -> bool:
        """True where the source says that there is no such record. False also where it could not be asked."""
        return self.problem in ("nxdomain", "no_answer")

    @property
    def failed(self) -> bool:
        """True where the source gave no usable answer."""
        return bool(self.problem) and not self.missing
