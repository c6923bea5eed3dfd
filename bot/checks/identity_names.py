"""The identities that can cover a sender: the address, its domain, and parents up to the registrable domain."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from publicsuffixlist import PublicSuffixList

from bot.core.context import Context
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.evidence.ses import ListedIdentity
from bot.core.target import Target
from bot.probes.probes import Probes

# The likeness from which two names count as a typing mistake. "exmaple.com" and "example.com" have 0.91.
_NEAR = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """The identities of one region, nearest first. failures: lookups that failed; identities that do not exist are in
    neither.

    unseen: the failure because of which only name and state are known of some identities, from the list of all. owner: the
    other account that owns the identity, "" where this account does.
    """

    region: str
    identities: tuple[Identity, ...]
    failures: tuple[Failure, ...]
    unseen: Failure | None = None
    owner: str = ""

    @property
    def verified(self) -> bool | None:
        """True where any identity is verified, False where none is, None where that is not known."""
        if any(i.verified for i in self.identities):
            return True
        if self.failures or any(i.verified is None for i in self.identities):
            return None
        return False

    @property
    def default_set(self) -> str:
        """The default configuration set of the nearest identity, "" if none."""
        return (self.identities[0].configuration_set or "") if self.identities else ""


@cache
def _suffixes() -> Any:
    return PublicSuffixList()


def is_public_suffix(name: str) -> bool:
    """True for a name below which anybody may register, such as "com" or "co.uk"."""
    return bool(_suffixes().is_public(name))


def registrable(domain: str) -> str:
    """The registered domain that a name belongs to. A public suffix is returned unchanged."""
    return _suffixes().privatesuffix(domain) or domain


def names_for(target: Target) -> tuple[str, ...]:
    """The names of the identities that can cover the target's sender, nearest first.

    https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
    """
    # SES compares addresses with case, also in their domain part, and domains without.
    addresses = dict.fromkeys((target.sender, f"{target.sender.rpartition('@')[0]}@{target.domain}"))
    return (*dict.fromkeys(chain.from_iterable(map(_with_label, addresses))), *suffixes_of(target.domain))


def _with_label(address: str) -> tuple[str, ...]:
    """An address, and the one without its label ("user+label@domain"), which covers it.

    https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html#verify-email-addresses-procedure
    """
    local, _, domain = address.rpartition("@")
    plain = local.partition("+")[0]
    return (address, f"{plain}@{domain}") if plain and plain != local else (address,)


def covering(name: str) -> tuple[str, ...]:
    """The names of the identities that cover an address or a domain: itself, its domain, that domain's parents."""
    domain = name.rpartition("@")[2]
    return (*_with_label(name), *suffixes_of(domain)) if "@" in name else suffixes_of(domain)


def suffixes_of(domain: str) -> tuple[str, ...]:
    """A domain and its parents up to the registrable domain."""
    top = registrable(domain)
    names = [domain]
    while domain != top and "." in domain:
        domain = domain.partition(".")[2]
        names.append(domain)
    return tuple(names)


def other_case(target: Target) -> str:
    """The sender's address in lower case, "" where it is in lower case already."""
    lower = target.sender.lower()
    return lower if lower not in names_for(target) else ""


async def identities(context: Context[Probes], region: str) -> Found:
    """The identities of a region that can cover the sender. Where they may not be asked one by one, from the list of all."""
    if owner := await other_owner(context):
        asked = await context.probes.aws.owned_identity()
        absent = isinstance(asked, Failure) and asked.kind is FailureKind.NOT_FOUND
        lost = (asked,) if isinstance(asked, Failure) and not absent else ()
        return Found(region, (asked,) if isinstance(asked, Identity) else (), lost, owner=owner)
    names = names_for(context.target)
    answers = await asyncio.gather(*(context.probes.aws.identity(name, region) for name in names))
    found = tuple(a for a in answers if isinstance(a, Identity))
    failures = tuple(a for a in answers if isinstance(a, Failure) and a.kind is not FailureKind.NOT_FOUND)
    denied = [f for f in failures if f.kind is FailureKind.DENIED]
    if not denied:
        return Found(region, found, failures)
    listed = await context.probes.aws.list_identities(region)
    if isinstance(listed, Failure):
        return Found(region, found, failures)
    return completed(Found(region, found, failures), names, listed)


async def other_owner(context: Context[Probes]) -> str:
    """The account that owns the identity, where the target names it and it is not the account that sends; else ""."""
    target = context.target
    if not target.identity_arn:
        return ""
    own = target.expected_account
    if not own:
        caller = await context.probes.aws.caller("inspect")
        own = (caller.account or "") if isinstance(caller, Caller) else ""
    # Without the sender's account nobody can tell whether the identity is another one's.
    return "" if own in ("", target.identity_account) else target.identity_account


def completed(found: Found, names: tuple[str, ...], listed: tuple[ListedIdentity, ...]) -> Found:
    """Adds identities that only the list shows. One that it does not show does not exist."""
    asked = {identity.name: identity for identity in found.identities}
    shown = {_spelt(i.name): Identity(i.name, found.region, i.verified, i.status) for i in listed}
    whole = [i for name in names if (i := asked.get(name) or shown.get(_spelt(name)))]
    others = tuple(f for f in found.failures if f.kind is not FailureKind.DENIED)
    denied = next(f for f in found.failures if f.kind is FailureKind.DENIED)
    return Found(found.region, tuple(whole), others, denied if len(whole) > len(asked) else None)


def _spelt(name: str) -> str:
    return name if "@" in name else name.lower()


def near_names(names: tuple[str, ...], listed: tuple[ListedIdentity, ...]) -> tuple[str, ...]:
    """Verified identities with a name much like one of these, the most alike first, at most two."""
    verified = [identity.name for identity in listed if identity.verified]

    def similarity(candidate: str) -> float:
        alike = (n for n in names if ("@" in n) == ("@" in candidate))
        return max((difflib.SequenceMatcher(None, n.lower(), candidate.lower()).ratio() for n in alike), default=0.0)

    near = sorted(((similarity(name), name) for name in verified), key=lambda pair: (-pair[0], pair[1]))
    return tuple(name for ratio, name in near[:2] if ratio >= _NEAR)
