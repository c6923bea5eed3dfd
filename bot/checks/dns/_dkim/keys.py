"""Whether receivers can find the key of the signature. The check dns.dmarc needs this; dns.dkim reports the differences."""

from __future__ import annotations

import asyncio
import re

from bot.checks.dns._dkim.names import zone_of
from bot.core.evidence.identity import Identity
from bot.probes.dns.names import Names

_KEY = re.compile(r"(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]")


async def unfindable(identity: Identity, names: Names) -> bool | None:
    """True where none of the keys can be found, False where all can, None where some can or DNS did not say.

    SES does not tell which of its three keys it signs with. Where it names no key, its own state has to do: False.
    """
    domain = identity.name.rpartition("@")[2].lower()
    tokens = identity.dkim_tokens or ()
    answers = set(await asyncio.gather(*(_lacks(identity, f"{token}._domainkey.{domain}", names) for token in tokens)))
    return answers.pop() if len(answers) == 1 else (None if answers else False)


async def _lacks(identity: Identity, name: str, names: Names) -> bool | None:
    led, target = False, ""
    if identity.dkim_origin != "EXTERNAL":
        if (zone := zone_of(identity)) is None:
            return False
        target = f"{name.partition('.')[0]}.{zone}".lower()
        told = [answer for answer in await names.lookup_all(name, "CNAME") if not answer.failed]
        right = [any(value.lower() == target for value in answer.values) for answer in told]
        led = any(right)
        if led and not all(right):
            return None
    # Where the DNS provider flattens the alias, the key is at the name itself.
    key = await names.lookup(name, "TXT")
    if any(_KEY.search(value) for value in key.values):
        return False
    if not led:
        return None if key.failed else True
    # A server that gives the alias but does not know its target proves nothing about the key. One that fails at this
    # question does.
    beyond = await names.lookup(target, "TXT")
    unknown = not beyond.values or key.problem in ("timeout", "refused") or (key.failed and bool(key.aliases))
    return not unknown
