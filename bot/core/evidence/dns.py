"""What DNS says, as typed evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """What one source of names says of a name and type.

    values: as a zone file writes them, without quotes (TXT strings joined without a space) and final dot; in the upper
    and lower case that was sent. problem: "", nxdomain, no_answer, servfail, refused, timeout. ttl: seconds, -1 where
    unknown; of a missing record, how long its absence may be remembered. aliases: the CNAME targets on the way, in order.
    strings: how many strings each TXT value was split into. source: "resolver" or "zone" (the zone's own servers).
    server: who said it, an address or a server's name.
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
        """True where the source says that there is no such record; False also where it could not be asked."""
        return self.problem in ("nxdomain", "no_answer")

    @property
    def failed(self) -> bool:
        """True where nothing is known."""
        return bool(self.problem) and not self.missing
