"""Which identities can cover a sender: the address, its domain, and that domain's parents up to the registrable one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from typing import Any

from publicsuffixlist import PublicSuffixList

from bot.core.context import Context
from bot.core.evidence import Failure, FailureKind
from bot.core.evidence_identity import Identity
from bot.core.target import Target
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Found:
    """The identities of one region, nearest first, and the looks that failed (missing ones are neither)."""

    region: str
    identities: tuple[Identity, ...]
    failures: tuple[Failure, ...]

    @property
    def verified(self) -> bool | None:
        """True where any identity is verified; None where none is known to be and a look failed."""
        if any(i.verified for i in self.identities):
            return True
        if self.failures or any(i.verified is None for i in self.identities):
            return None
        return False


@cache
def _suffixes() -> Any:
    return PublicSuffixList()


def names_for(target: Target) -> tuple[str, ...]:
    """Nearest first. https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html"""
    # SES tells the letter case of an address apart, in its domain too, but not that of a domain.
    addresses = dict.fromkeys((target.sender, f"{target.sender.rpartition('@')[0]}@{target.domain}"))
    return (*addresses, *suffixes_of(target.domain))


def suffixes_of(domain: str) -> tuple[str, ...]:
    """A domain and its parents up to the registrable one."""
    registrable = _suffixes().privatesuffix(domain) or domain
    names = [domain]
    while domain != registrable and "." in domain:
        domain = domain.partition(".")[2]
        names.append(domain)
    return tuple(names)


def other_case(target: Target) -> str:
    """The sender's address in lower case, "" where it is written so anyhow."""
    lower = target.sender.lower()
    return lower if lower not in names_for(target) else ""


async def identities(context: Context[Probes], region: str) -> Found:
    """All identities of a region that can cover the sender, asked side by side."""
    names = names_for(context.target)
    answers = await asyncio.gather(*(context.probes.aws.identity(name, region) for name in names))
    return Found(
        region,
        tuple(a for a in answers if isinstance(a, Identity)),
        tuple(a for a in answers if isinstance(a, Failure) and a.kind is not FailureKind.NOT_FOUND),
    )
