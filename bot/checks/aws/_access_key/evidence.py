"""What IAM says of one access key, from its id alone: owner, state, last use, and the owner's other key."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.checks.aws._access_key.freshness import seconds_old
from bot.core.context import Context
from bot.core.evidence.aws import Caller, Failure, FailureKind, KeyListing, KeyUse
from bot.core.model import Table
from bot.core.values import Value
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """What IAM says of one key. ways: the ways of sending that use it. account: asked only where the owner was not found.

    others: last uses of the owner's other keys, asked only where something is wrong with this one.
    """

    key_id: str
    ways: tuple[str, ...]
    use: KeyUse | Failure
    keys: tuple[KeyListing, ...] | Failure | None = None
    account: str | Failure | None = None
    others: tuple[tuple[str, KeyUse | Failure], ...] = ()

    @property
    def listed(self) -> KeyListing | None:
        """This key in its owner's list."""
        return next((k for k in self.keys if k.id == self.key_id), None) if isinstance(self.keys, tuple) else None

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens of findings about this key."""
        return frozenset({f"key:{self.key_id}", *(f"credential:{way}" for way in self.ways)})


async def ask_about_key(context: Context[Probes], key_id: str, ways: tuple[str, ...]) -> KeyEvidence:
    """Asks for owner and last use, then for the owner's keys; for the account where no owner is found."""
    aws = context.probes.aws
    use = await aws.key_use(key_id)
    if isinstance(use, KeyUse) and use.user_name:
        keys = await aws.access_keys(use.user_name)
        found = KeyEvidence(key_id, ways, use, keys=keys)
        return KeyEvidence(key_id, ways, use, keys, others=await _others(context, found))
    if isinstance(use, Failure) and use.kind in (FailureKind.NOT_FOUND, FailureKind.DENIED):
        # Where AWS accepts the key it names the account itself. sts:GetAccessKeyInfo is asked only where it does not.
        caller = await aws.caller("app") if "app" in ways else None
        known = caller.account if isinstance(caller, Caller) else None
        return KeyEvidence(key_id, ways, use, account=known or await aws.key_account(key_id))
    return KeyEvidence(key_id, ways, use)


async def _others(context: Context[Probes], key: KeyEvidence) -> tuple[tuple[str, KeyUse | Failure], ...]:
    """Of two keys, the one that is not in use may be deleted."""
    plain = key.listed is not None and key.listed.status == "Active" and seconds_old(key.listed) is None
    if plain or not isinstance(key.keys, tuple):
        return ()
    ids = [k.id for k in key.keys if k.id not in ("", key.key_id)]
    uses = await asyncio.gather(*(context.probes.aws.key_use(each) for each in ids))
    return tuple(zip(ids, uses, strict=True))


def table(key: KeyEvidence) -> Table | None:
    """The owner's keys in a table. None where there is only one and IAM lists it."""
    if not isinstance(key.keys, tuple) or not (key.others or key.listed is None):
        return None
    uses = {key.key_id: key.use, **dict(key.others)}
    listed = {k.id: k for k in key.keys if k.id in uses}
    rows = [_row(each, listed.get(each), uses[each]) for each in dict.fromkeys((key.key_id, *listed))]
    return Table("keys", ("key_id", "status", "days", "used_at", "service", "used_region"), tuple(rows))


def days_old(listing: KeyListing) -> int:
    """Whole days since the key was made, 0 where AWS does not say."""
    return (datetime.now(UTC) - listing.created).days if listing.created else 0


def _row(key_id: str, listing: KeyListing | None, use: KeyUse | Failure) -> tuple[Value, ...]:
    status: Value = (listing.status or "") if listing else "missing"
    days: Value = days_old(listing) if listing and listing.created else ""
    if isinstance(use, Failure) or use.last_used is None:
        return (key_id, status, days, "", "", "")
    used_at = use.last_used.astimezone(UTC).isoformat()
    return (key_id, status, days, used_at, use.service or "", use.region or "")
