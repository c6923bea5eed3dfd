"""Does mail from this sender pass DMARC, by DKIM or by MAIL FROM, and what happens where it does not?"""

from __future__ import annotations

from bot.checks.dns._dmarc.alignment import Leg, dkim_leg, spf_leg
from bot.checks.dns._dmarc.evidence import Evidence, gather, own_mail_from
from bot.checks.dns._dmarc.findings import broken, failing
from bot.checks.dns._dmarc.record import Published
from bot.checks.dns._dmarc.walk import Policy, Unanswered, policy_of
from bot.checks.dns._records.sending import Sending, sending
from bot.checks.dns._spf.lookup import verdicts
from bot.checks.failed_lookup import combine, wrong_inspector
from bot.core.engine import Check
from bot.core.model import Judgement, Note, Table, passed, unknown
from bot.core.target import Target
from bot.core.values import Value


def judge(target: Target, evidence: Evidence) -> Judgement:
    """PASS where a leg passes or no policy applies; else a finding that says why neither passes."""
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
    # Where servers give different records, receivers see different ones, so the result is unknown.
    passes = said.pop() if len(said) == 1 else None
    own = next(iter(own_mail_from(evidence.found)), "")
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
        return passed(Note("note.dmarc_passes", values))
    if any(leg.passes is None for leg in legs):
        return Judgement(note=Note("reason.dmarc_unknown", {"domain": target.domain}), unknown=True, tables=(table,))
    finding = failing(target, facts, policy, asked, legs)
    return Judgement(findings=(finding,), tables=(table,))


def _unanswered(silent: Unanswered, seen: dict[str, Published]) -> Judgement:
    name = str(silent)
    problem = next((p.answer.problem for p in seen.values() if f"_dmarc.{p.domain}" == name), "")
    return unknown("reason.dns_failed", name=name, answer=problem)


CHECK = Check("dns.dmarc", gather, judge, asks_region=True)
