"""How long a key has existed. IAM is eventually consistent: a key that was just made is not known everywhere yet.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html ("Changes that I make are not always immediately
visible"). AWS gives no figure; people see 5 to 15 seconds.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.context import Context
from bot.core.evidence import KeyListing, KeyUse
from bot.core.model import Finding, Severity, Value
from bot.probes.probes import Probes

FRESH = timedelta(minutes=2)


async def listing_of(context: Context[Probes], key_id: str) -> KeyListing | None:
    """What IAM lists of a long-lived key; None where it lists none or cannot be asked."""
    aws = context.probes.aws
    use = await aws.key_use(key_id)
    if not isinstance(use, KeyUse) or not use.user_name:
        return None
    keys = await aws.keys_of(use.user_name)
    return next((k for k in keys if k.id == key_id), None) if isinstance(keys, tuple) else None


def seconds_old(listing: KeyListing | None) -> int | None:
    """The age of a key that is too new to be known everywhere; None for any other."""
    if listing is None or listing.created is None or listing.status != "Active":
        return None
    age = datetime.now(UTC) - listing.created
    return max(0, round(age.total_seconds())) if age < FRESH else None


def too_new(key_id: str, seconds: int, about: frozenset[str], values: dict[str, Value], *, refused: bool) -> Finding:
    """The finding about a key of that age. refused: AWS did not know it; else it is only presumed, and may soon be true."""
    severity = Severity.FAIL if refused else Severity.WARN
    every = {**values, "key_id": key_id, "seconds": seconds}
    return Finding("credentials.invalid_key_id", severity, key_id, about, every, "new", presumed=not refused)
