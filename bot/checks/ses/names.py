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
    return covering(f"{target.sender.rpartition('@')[0]}@{target.domain}")


def covering(name: str) -> tuple[str, ...]:
    """The identities that cover an address or a domain: itself, its domain, that one's parents."""
    domains = suffixes_of(name.rpartition("@")[2])
    return (name, *domains) if "@" in name else domains


def suffixes_of(domain: str) -> tuple[str, ...]:
    """A domain and its parents up to the registrable one."""
    registrable = _suffixes().privatesuffix(domain) or domain
    names = [domain]
    while domain != registrable and "." in domain:
        domain = domain.partition(".")[2]
        names.append(domain)
    return tuple(names)


async def identities(context: Context[Probes], region: str) -> Found:
    """All identities of a region that can cover the sender, asked side by side."""
    names = names_for(context.target)
    answers = await asyncio.gather(*(context.probes.aws.identity(name, region) for name in names))
    return Found(
        region,
        tuple(a for a in answers if isinstance(a, Identity)),
        tuple(a for a in answers if isinstance(a, Failure) and a.kind is not FailureKind.NOT_FOUND),
    )
