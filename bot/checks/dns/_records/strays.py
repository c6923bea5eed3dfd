"""Where a missing record may be instead: at a doubled name, without its underscore, or as another type."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.evidence.dns import DnsAnswer
from bot.probes.dns.names import Names


@dataclass(frozen=True, slots=True)
class Strays:
    """doubled: the record's type at the name with the zone's name appended again. bare: at the name without its underscore.

    addresses, texts: at the name itself. anything: addresses at a made-up name nearby, which only a wildcard answers.
    """

    doubled: tuple[DnsAnswer, ...] = ()
    bare: DnsAnswer | None = None
    addresses: DnsAnswer | None = None
    texts: DnsAnswer | None = None
    anything: DnsAnswer | None = None

    def mistake(self, same: Callable[[DnsAnswer], bool]) -> tuple[str, tuple[str, ...], str]:
        """The mistake, what was found, and where. same: True for an answer that is the wanted record."""
        for answer in self.doubled:
            if same(answer):
                return "doubled_suffix", answer.values, answer.name
        if self.bare is not None and same(self.bare):
            return "underscore_lost", self.bare.values, self.bare.name
        # A wildcard answers for every name, so it says nothing of this one.
        wild = self.anything is not None and bool(self.anything.values)
        if self.addresses is not None and self.addresses.values and not self.addresses.aliases and not wild:
            return "proxied", tuple(f"{self.addresses.type} {value}" for value in self.addresses.values), ""
        if self.texts is not None and self.texts.values and not self.texts.aliases and not wild:
            return "wrong_type", tuple(f'{self.texts.type} "{value}"' for value in self.texts.values), ""
        return "missing", (), ""


async def find_strays(names: Names, name: str, kind: str, suffixes: Sequence[str], bare: str = "") -> Strays:
    """Looks all of them up at the same time. suffixes: zone names that may have been appended. bare: the name without
    underscore.
    """
    near = f"ses-check-no-such-name.{name.partition('.')[2]}"
    doubled = asyncio.gather(*(names.lookup(f"{name}.{suffix}", kind) for suffix in suffixes))
    others = asyncio.gather(
        names.lookup(name, "A"),
        names.lookup(near, "A"),
        *([names.lookup(bare, kind)] if bare else []),
        *([names.lookup(name, "TXT")] if kind != "TXT" else []),
    )
    twice, (addresses, anything, *more) = await asyncio.gather(doubled, others)
    without = more.pop(0) if bare else None
    return Strays(tuple(twice), without, addresses, more[0] if more else None, anything)
