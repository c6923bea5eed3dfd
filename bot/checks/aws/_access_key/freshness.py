"""How new a key is. IAM is eventually consistent: AWS does not know a new key everywhere at once.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html ("Changes that I make are not always immediately
visible"). AWS gives no figure; people see 5 to 15 seconds.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.context import Context
from bot.core.evidence.aws import Failure, FailureKind, KeyListing
from bot.probes.probes import Probes

FRESH = timedelta(minutes=2)


async def listing_of(context: Context[Probes], key_id: str) -> KeyListing | Failure:
    """What IAM lists of a long-lived key. NOT_FOUND where it has no such key, another failure where it cannot be asked."""
    aws = context.probes.aws
    use = await aws.key_use(key_id)
    if isinstance(use, Failure):
        return use
    keys = await aws.access_keys(use.user_name) if use.user_name else None
    if not isinstance(keys, tuple):
        return keys or Failure(FailureKind.INCOMPLETE, "iam:GetAccessKeyLastUsed")
    gone = Failure(FailureKind.NOT_FOUND, "iam:ListAccessKeys")
    return next((k for k in keys if k.id == key_id), gone)


def seconds_old(listing: KeyListing | Failure | None) -> int | None:
    """The age of a key that is too new to be known everywhere. None for any other."""
    if not isinstance(listing, KeyListing) or listing.created is None or listing.status != "Active":
        return None
    age = datetime.now(UTC) - listing.created
    return max(0, round(age.total_seconds())) if age < FRESH else None
