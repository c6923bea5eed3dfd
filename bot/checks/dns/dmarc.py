"""Will mail from this sender pass DMARC, by which of DKIM and MAIL FROM, and what follows if not?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.dns import spf
from bot.checks.dns.alignment import Leg, dkim_leg, spf_leg
from bot.checks.dns.dkim_keys import unfindable
from bot.checks.dns.dmarc_findings import broken, failing
from bot.checks.dns.dmarc_record import Published, published
from bot.checks.dns.dmarc_walk import Policy, Unanswered, policy_of, walked
from bot.checks.dns.sending import Sending, sending
from bot.checks.dns.spf_look import SpfLook, verdicts
from bot.checks.looking import combine, with_inspector, wrong_inspector
from bot.checks.ses.names import Found, identities
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import Caller, Failure
from bot.core.evidence_dns import DnsAnswer
from bot.core.model import Judgement, Note, Table, Value, passed, unknown
from bot.core.target import Target
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """What SES and DNS say. records: what stands at _dmarc of every name of the walks. exists: the sender's domain does."""

    found: Found
    records: tuple[Published, ...]
    spf: SpfLook | None
    dkim_broken: bool | None
    exists: bool
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The identities say which domains are at work; then everything about these, side by side."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    facts = sending(found)
    sender = context.target.domain
    domains = [sender]
    if isinstance(facts, Sending):
        domains += [facts.domain, facts.mail_from, *_own_mail_from(found)]
    names = tuple(dict.fromkeys(name for domain in domains for name in walked(domain)))
    records, seen, dkim_broken = await asyncio.gather(
        _published(context, names), spf.seen(context, facts), _dkim_broken(context, found, facts)
    )
    exists = await _exists(context, sender) if any(p.record and p.record.np for p in records) else True
    return Evidence(found, records, seen, dkim_broken, exists, inspector)


def _own_mail_from(found: Found) -> tuple[str, ...]:
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
    """https://www.rfc-editor.org/rfc/rfc9989#section-3.2.14: it has an A, AAAA or MX record; what does not answer may."""
    answers: list[DnsAnswer] = await asyncio.gather(
        *(context.probes.names.lookup(domain, kind) for kind in ("A", "AAAA", "MX"))
    )
    return not all(answer.missing for answer in answers)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The legs, the policy, and what they come to."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    facts = sending(evidence.found)
    if isinstance(facts, Judgement):
        return facts
    seen = {record.domain: record for record in evidence.records}
    flaws = broken(target.domain, seen)
    try:
        policy = policy_of(target.domain, seen)
    except Unanswered as silent:
        return _unanswered(silent, seen)
    if policy is None or not policy.record.applies:
        return combine(flaws, passed(Note("note.no_dmarc", {"domain": target.domain})))
    legs = _legs(target.domain, evidence, facts, policy, seen)
    return combine(flaws, _verdict(target, evidence, facts, policy, legs))


def _legs(
    sender: str, evidence: Evidence, facts: Sending, policy: Policy, seen: dict[str, Published]
) -> tuple[Leg, Leg]:
    said = {each.ses.passes for each in verdicts(evidence.spf)} if evidence.spf else {None}
    # Where servers give different records, some receivers see the one and some the other.
    passes = said.pop() if len(said) == 1 else None
    own = next(iter(_own_mail_from(evidence.found)), "")
    return (
        dkim_leg(sender, facts, policy.record, seen, evidence.dkim_broken),
        spf_leg(sender, facts, policy.record, seen, passes, own),
    )


def _verdict(target: Target, evidence: Evidence, facts: Sending, policy: Policy, legs: tuple[Leg, Leg]) -> Judgement:
    asked = policy.request(exists=evidence.exists)
    table = Table("alignment", ("leg", "authenticated", "leg_state"), tuple((x.name, x.domain, x.state) for x in legs))
    if carrying := tuple(leg for leg in legs if leg.passes):
        values: dict[str, Value] = {
            "sender": target.sender,
            "by": tuple(leg.name for leg in carrying),
            "policy": asked,
        }
        return passed(Note("note.dmarc_passes", values), dmarc_policy=asked)
    if any(leg.passes is None for leg in legs):
        return Judgement(note=Note("reason.dmarc_unknown", {"domain": target.domain}), unknown=True, tables=(table,))
    finding = failing(target, facts, policy, asked, legs)
    return Judgement(findings=(finding,), tables=(table,))


def _unanswered(silent: Unanswered, seen: dict[str, Published]) -> Judgement:
    name = str(silent)
    problem = next((p.answer.problem for p in seen.values() if f"_dmarc.{p.domain}" == name), "")
    return unknown("reason.dns_failed", name=name, answer=problem)


CHECK = Check("dns.dmarc", gather, judge, needs=(Need("config.credentials", frozenset({"region.unsupported"})),))
