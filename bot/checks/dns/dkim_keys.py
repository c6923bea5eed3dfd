"""Can receivers find the key of the signature? The look that DMARC needs; what differs is told by the DKIM check."""

from __future__ import annotations

import asyncio
import re

from bot.checks.dns.spf_look import Lookup
from bot.core.evidence_identity import Identity

_KEY = re.compile(r"(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]")
_DEFAULT_ZONE = "dkim.amazonses.com"


async def unfindable(identity: Identity, lookup: Lookup) -> bool | None:
    """True where none of the keys is to be found, False where all are; None where it is some, or DNS did not say.

    Which of its three keys SES signs with, it does not tell. Where it names none, its own state has to do.
    """
    domain = identity.name.rpartition("@")[2].lower()
    tokens = identity.dkim_tokens or ()
    answers = set(await asyncio.gather(*(_lacks(identity, f"{token}._domainkey.{domain}", lookup) for token in tokens)))
    return answers.pop() if len(answers) == 1 else (None if answers else False)


async def _lacks(identity: Identity, name: str, lookup: Lookup) -> bool | None:
    if identity.dkim_origin != "EXTERNAL":
        token = name.partition(".")[0]
        alias = await lookup(name, "CNAME")
        wanted = f"{token}.{identity.dkim_zone or _DEFAULT_ZONE}".lower()
        if any(value.lower().removesuffix(".") == wanted for value in alias.values):
            return False
    # A key may also be found where the alias is flattened by the provider.
    key = await lookup(name, "TXT")
    if any(_KEY.search(value) for value in key.values):
        return False
    return None if key.failed else True
