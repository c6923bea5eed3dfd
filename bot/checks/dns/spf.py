"""Does SPF pass for SES's hosts on the domain that SES uses as envelope sender?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.dns._records.sending import Sending, sending
from bot.checks.dns._spf.findings import failing, spreading
from bot.checks.dns._spf.lookup import SpfAnswers, SpfVerdict, gather_answers, verdicts
from bot.checks.failed_lookup import with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.model import Judgement, Note, passed, skipped, unknown
from bot.core.target import Target
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """found: the sender's identities. seen: the answers about the SPF of their MAIL FROM domain, None where that is SES's
    own.
    """

    found: Found
    seen: SpfAnswers | None
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The identities first: they name the domain."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    return Evidence(found, await seen(context, sending(found)), inspector)


async def seen(context: Context[Probes], facts: Sending | Judgement) -> SpfAnswers | None:
    """The answers about the SPF of the identity's own MAIL FROM domain, gathered once a run. None where it has none."""
    if isinstance(facts, Judgement) or facts.envelope:
        return None
    names = context.probes.names
    return await context.once(
        ("spf", facts.mail_from), lambda: gather_answers(facts.mail_from, names.lookup, names.lookup_all)
    )


def judge(target: Target, evidence: Evidence) -> Judgement:
    """PASS, or what is wrong with the record. The SPF of any other domain does not matter here."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    facts = sending(evidence.found)
    if isinstance(facts, Judgement):
        return facts
    if facts.envelope == "not_set":
        return passed(Note("note.spf_of_ses"))
    if facts.envelope == "not_verified":
        return skipped("reason.mail_from_first", mail_from_domain=evidence.found.identities[0].mail_from_domain or "")
    if facts.envelope or evidence.seen is None:
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("MailFromAttributes",))
    return judge_spf(facts, evidence.seen)


def judge_spf(facts: Sending, seen: SpfAnswers) -> Judgement:
    """The judgement of one domain's SPF."""
    said, *others = verdicts(seen)
    if said.ses.passes is False and others and others[-1].ses.passes:
        return spreading(facts, said, others[-1])
    ses, stranger = said.ses, said.stranger
    if ses.passes:
        if stranger.passes:
            return failing(facts, said, "everyone", stranger.decision)
        if stranger.decisions.keys() == {"permerror"} and not stranger.wanted:
            return failing(facts, said, "later", stranger.decision)
        return passed(Note("note.spf", {"mail_from_domain": facts.mail_from, "lookups": stranger.lookups}))
    if ses.passes is None:
        return _cannot_tell(facts, seen, said)
    variant = {"missing": "missing", "several": "several"}.get(ses.decision.problem, "broken")
    if variant != "broken" and ses.decision.domain != facts.mail_from:
        variant = "broken"
    return failing(facts, said, variant if ses.decision.problem else "", ses.decision)


def _cannot_tell(facts: Sending, seen: SpfAnswers, said: SpfVerdict) -> Judgement:
    if silent := said.ses.decisions.get("temperror"):
        answers = (said.own, *seen.answers.values())
        problem = next((a.problem for a in answers if a.name == silent.domain and a.failed), "")
        return unknown("reason.dns_failed", name=silent.domain, answer=problem)
    if said.ses.wanted:
        return unknown("reason.spf_too_much", mail_from_domain=facts.mail_from)
    return unknown("reason.spf_undecidable", mail_from_domain=facts.mail_from)


CHECK = Check("dns.spf", gather, judge, asks_region=True)
