"""Does the sender's domain exist, and do its name servers answer for it? One look at the registered domain."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.identity_names import identities, names_for, registrable
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Resolution
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped, unknown
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

# How resolvers answer where the name servers that the registry names do not serve the domain.
_LAME = ("servfail", "refused")


@dataclass(frozen=True, slots=True)
class Evidence:
    """apex: the SOA record of the registered domain. other: a name that exists for certain, asked where apex has no answer.

    known: SES has an identity for the sender; None where that could not be asked.
    """

    apex: DnsAnswer
    other: Resolution | None = None
    known: bool | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """Where the domain cannot be looked up, a name of AWS shows whether the resolver works at all."""
    target = context.target
    lookup = context.probes.names.lookup(registrable(target.domain), "SOA")
    found, apex = await asyncio.gather(identities(context, target.region), lookup)
    known = True if found.identities else None if found.failures else False
    if not apex.problem:
        return Evidence(apex, None, known)
    host = target.smtp.host if target.smtp else f"email.{target.region}.amazonaws.com"
    return Evidence(apex, await context.probes.smtp.resolution(host), known)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """WARN where the domain does not exist or nobody answers for it: SES still sends until it looks at the records again."""
    apex, domain = evidence.apex, registrable(target.domain)
    if evidence.known is False:
        # A domain that SES does not know may be a typing mistake, which ses.identity names.
        return skipped("reason.no_identity")
    # Where a machine has no way to the internet, its resolver often says of every name that it does not exist.
    works = evidence.other is not None and bool(evidence.other.addresses)
    if apex.problem == "nxdomain" and (works or target.nameservers):
        return _found(target, domain, "")
    if not apex.problem or apex.problem == "no_answer":
        return passed(Note("note.delegated", {"name": domain}))
    if apex.problem in _LAME and works:
        return _found(target, domain, "lame")
    return unknown("reason.dns_failed", name=domain, answer=apex.problem)


def _found(target: Target, domain: str, variant: str) -> Judgement:
    about = frozenset(f"identity:{name}" for name in names_for(target))
    values: dict[str, Value] = {"organisation": domain}
    return Judgement(findings=(Finding("domain.not_delegated", Severity.WARN, domain, about, values, variant),))


CHECK = Check("dns.delegation", gather, judge)
