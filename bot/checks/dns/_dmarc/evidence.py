"""Gathers what SES and DNS say of a sender's DMARC."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.dns import spf
from bot.checks.dns._dkim.keys import unfindable
from bot.checks.dns._dmarc.record import Published, published
from bot.checks.dns._dmarc.walk import walked
from bot.checks.dns._records.sending import Sending, sending
from bot.checks.dns._spf.lookup import SpfAnswers
from bot.checks.failed_lookup import with_inspector
from bot.checks.identity_names import Found, identities
from bot.core.context import Context
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Judgement
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """What SES and DNS say.

    records: at _dmarc of every name of the tree walks. spf: of the MAIL FROM domain. dkim_broken: as in dkim_leg. exists:
    the sender's domain has an A, AAAA or MX record.
    """

    found: Found
    records: tuple[Published, ...]
    spf: SpfAnswers | None
    dkim_broken: bool | None
    exists: bool
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The identities first, because they name the domains; then everything about these domains at the same time."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    facts = sending(found)
    sender = context.target.domain
    domains = [sender]
    if isinstance(facts, Sending):
        domains += [facts.domain, facts.mail_from, *own_mail_from(found)]
    names = tuple(dict.fromkeys(name for domain in domains for name in walked(domain)))
    records, seen, dkim_broken = await asyncio.gather(
        _published(context, names), spf.seen(context, facts), _dkim_broken(context, found, facts)
    )
    exists = await _exists(context, sender) if any(p.record and p.record.np for p in records) else True
    return Evidence(found, records, seen, dkim_broken, exists, inspector)


def own_mail_from(found: Found) -> tuple[str, ...]:
    """The MAIL FROM domain that the nearest identity has set, verified or not."""
    domain = found.identities[0].mail_from_domain if found.identities else None
    return (domain.lower(),) if domain else ()


async def _dkim_broken(context: Context[Probes], found: Found, facts: Sending | Judgement) -> bool | None:
    if isinstance(facts, Judgement) or facts.dkim:
        return False
    return await unfindable(found.identities[0], context.probes.names)


async def _published(context: Context[Probes], names: tuple[str, ...]) -> tuple[Published, ...]:
    answers = await asyncio.gather(*(context.probes.names.lookup(f"_dmarc.{name}", "TXT") for name in names))
    return tuple(published(name, answer) for name, answer in zip(names, answers, strict=True))


async def _exists(context: Context[Probes], domain: str) -> bool:
    """True where the domain has an A, AAAA or MX record, or where DNS did not answer.

    https://www.rfc-editor.org/rfc/rfc9989#section-3.2.14
    """
    answers: list[DnsAnswer] = await asyncio.gather(
        *(context.probes.names.lookup(domain, kind) for kind in ("A", "AAAA", "MX"))
    )
    return not all(answer.missing for answer in answers)
