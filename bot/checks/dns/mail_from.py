"""Does the custom MAIL FROM domain have the one MX record that SES needs?"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.checks.dns._mail_from.record import difference, right
from bot.checks.dns._records.standing import Standing, State, standing
from bot.checks.dns._records.strays import Strays, find_strays
from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, covering, identities
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.dns import DnsAnswer
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Note, Record, Severity, passed, skipped
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

_NOT_READY = ("PENDING", "FAILED", "TEMPORARY_FAILURE")


@dataclass(frozen=True, slots=True)
class Evidence:
    """found: the sender's identities. answers: the MX of the MAIL FROM domain. strays: where a missing MX may be instead."""

    found: Found
    answers: tuple[DnsAnswer, ...]
    inspector: Caller | Failure | None
    strays: Strays = field(default_factory=Strays)


async def gather(context: Context[Probes]) -> Evidence:
    """SES names the domain; DNS is asked for its MX and, where it has none, for records at wrong names."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    domain = domain_of(found)
    if not domain:
        return Evidence(found, (), inspector)
    answers = await context.probes.names.lookup_all(domain, "MX")
    if any(answer.values for answer in answers) or all(answer.failed for answer in answers):
        return Evidence(found, answers, inspector)
    # The MAIL FROM domain is a subdomain. The zone whose name may have been appended is one of its parents.
    parents = covering(domain)[1:]
    return Evidence(found, answers, inspector, await find_strays(context.probes.names, domain, "MX", parents))


def domain_of(found: Found) -> str:
    """The MAIL FROM domain of the nearest identity, which decides it. "" where it has none."""
    return (found.identities[0].mail_from_domain or "") if found.identities else ""


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The state of the MX, and what follows from it by SES's own state."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found, domain = evidence.found, domain_of(evidence.found)
    if not found.identities and found.failures:
        return judge_failure(found.failures[0])
    if not domain:
        return skipped("reason.no_mail_from")
    by = standing(evidence.answers, lambda answer: right(answer, found.region))
    if by.state is State.UNKNOWN:
        values = {"name": domain, "answer": by.answer.problem}
        return Judgement(unknown=True, note=Note("reason.dns_failed", values))
    identity = found.identities[0]
    if by.state is State.RIGHT:
        if identity.mail_from_status in _NOT_READY and found.verified:
            return Judgement(findings=(_finding(identity, "records_right", ()),))
        return passed(Note("note.mail_from_right", {"mail_from_domain": domain}))
    if not found.verified:
        # Before the identity is verified nothing is sent, and ses.identity reports that.
        return skipped("reason.mail_from_later", identity=identity.name)
    return Judgement(findings=(_wrong(identity, domain, by, evidence),))


def _wrong(identity: Identity, domain: str, by: Standing, evidence: Evidence) -> Finding:
    record = difference(domain, evidence.found.region, by, evidence.strays)
    if by.state is State.SPREADING:
        return _finding(identity, "spreading", (record,), by.answer.server)
    return _finding(identity, "records_wrong" if identity.mail_from_status in _NOT_READY else "lost", (record,))


def _finding(identity: Identity, variant: str, records: tuple[Record, ...], server: str = "") -> Finding:
    """A finding with the code that ses.identity uses, so that both become one: what SES says, and why."""
    rejects = identity.on_mx_failure == "REJECT_MESSAGE"
    code = "mail_from.rejects_on_failure" if rejects else "mail_from.not_verified"
    # Until SES checks the record again, mail still goes out.
    severity = Severity.FAIL if rejects and identity.mail_from_status in _NOT_READY else Severity.WARN
    values: dict[str, Value] = {
        "identity": identity.name,
        "mail_from_domain": identity.mail_from_domain or "",
        "status": identity.mail_from_status or "",
        "server": server,
    }
    about = frozenset({f"identity:{identity.name}"})
    return Finding(code, severity, identity.name, about, values, variant, records=records)


CHECK = Check("dns.mail_from", gather, judge, asks_region=True)
