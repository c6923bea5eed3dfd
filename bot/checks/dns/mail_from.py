"""Does the custom MAIL FROM domain have the one MX record that SES needs?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.checks.dns.standing import Standing, State, standing
from bot.checks.dns.strays import Strays, look_for_strays
from bot.checks.looking import could_not_look, with_inspector, wrong_inspector
from bot.checks.ses.names import Found, identities, suffixes_of
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import Caller, Failure
from bot.core.evidence_dns import DnsAnswer
from bot.core.evidence_identity import Identity
from bot.core.model import Finding, Judgement, Note, Record, Severity, Value, passed, skipped
from bot.core.target import Target
from bot.probes.probes import Probes

_NOT_READY = ("PENDING", "FAILED", "TEMPORARY_FAILURE")
_FEEDBACK = re.compile(r"feedback-smtp\.[a-z0-9-]+\.amazonses\.com")
_OTHER_ENDPOINT = re.compile(r"(inbound-smtp|email-smtp|email)\.[a-z0-9-]+\.(amazonaws|amazonses)\.com")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The identities, what DNS says of the MAIL FROM domain's MX, what stands near, and who looked."""

    found: Found
    answers: tuple[DnsAnswer, ...]
    inspector: Caller | Failure | None
    strays: Strays = field(default_factory=Strays)


async def gather(context: Context[Probes]) -> Evidence:
    """SES says which domain; DNS is asked for its MX, and for what stands near where it has none."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    domain = domain_of(found)
    if not domain:
        return Evidence(found, (), inspector)
    answers = await context.probes.names.everywhere(domain, "MX")
    if any(answer.values for answer in answers) or all(answer.failed for answer in answers):
        return Evidence(found, answers, inspector)
    # The MAIL FROM domain is a subdomain: the zone that a name was entered in ends in one of its parents.
    parents = suffixes_of(domain)[1:]
    return Evidence(found, answers, inspector, await look_for_strays(context.probes.names, domain, "MX", parents))


def domain_of(found: Found) -> str:
    """The MAIL FROM domain of the identity that decides it, the nearest; "" where it has none."""
    return (found.identities[0].mail_from_domain or "") if found.identities else ""


def wanted(region: str) -> str:
    """https://docs.aws.amazon.com/ses/latest/dg/mail-from.html"""
    return f"10 feedback-smtp.{region}.amazonses.com"


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The MX, and with SES's own state what follows from it."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found, domain = evidence.found, domain_of(evidence.found)
    if not found.identities and found.failures:
        return could_not_look(found.failures[0])
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
        # Nothing is sent from here before the identity is verified, or that is not known: ses.identity says so.
        return skipped("reason.mail_from_later", identity=identity.name)
    return Judgement(findings=(_wrong(identity, domain, by, evidence),))


def right(answer: DnsAnswer, region: str) -> bool:
    """True for exactly one MX, that of the region, with any preference."""
    return len(answer.values) == 1 and _host(answer.values[0]) == _host(wanted(region))


def _wrong(identity: Identity, domain: str, by: Standing, evidence: Evidence) -> Finding:
    region = evidence.found.region
    found, found_at = by.answer.values, ""
    if by.state is State.SPREADING:
        mistake = "spreading"
    elif by.cached:
        mistake = "cached"
    elif by.answer.aliases and not found:
        mistake, found = "alias", tuple(f"CNAME {target}" for target in by.answer.aliases[:1])
    elif found:
        mistake = _mistake(found, domain, region)
    else:
        mistake, found, found_at = evidence.strays.mistake(lambda answer: right(answer, region))
        if mistake not in ("doubled_suffix", "missing"):
            # An address or a text beside the MX is nothing wrong.
            mistake, found = "missing", ()
    record = Record(domain, "MX", wanted(region), found, (), mistake, by.answer.ttl, found_at)
    if by.state is State.SPREADING:
        return _finding(identity, "spreading", (record,), by.answer.server)
    return _finding(identity, "records_wrong" if identity.mail_from_status in _NOT_READY else "lost", (record,))


def _host(value: str) -> str:
    return value.lower().rpartition(" ")[2]


def _mistake(found: tuple[str, ...], domain: str, region: str) -> str:
    hosts = [_host(value) for value in found]
    expected = _host(wanted(region))
    if len(hosts) > 1:
        return "several_mx" if expected in hosts else "other_mail"
    host = hosts[0]
    if any(host == f"{expected}.{suffix}" for suffix in suffixes_of(domain)):
        return "domain_appended"
    if _FEEDBACK.fullmatch(host):
        return "other_region"
    return "other_endpoint" if _OTHER_ENDPOINT.fullmatch(host) else "other_mail"


def _finding(identity: Identity, variant: str, records: tuple[Record, ...], server: str = "") -> Finding:
    """The same codes as ses.identity's, so that the two become one: what SES says, and why."""
    rejects = identity.on_mx_failure == "REJECT_MESSAGE"
    code = "mail_from.rejects_on_failure" if rejects else "mail_from.not_verified"
    # As long as SES has not looked again, mail still goes out.
    severity = Severity.FAIL if rejects and identity.mail_from_status in _NOT_READY else Severity.WARN
    values: dict[str, Value] = {
        "identity": identity.name,
        "mail_from_domain": identity.mail_from_domain or "",
        "status": identity.mail_from_status or "",
        "server": server,
    }
    about = frozenset({f"identity:{identity.name}"})
    return Finding(code, severity, identity.name, about, values, variant, records=records)


CHECK = Check("dns.mail_from", gather, judge, needs=(Need("config.credentials", frozenset({"region.unsupported"})),))
