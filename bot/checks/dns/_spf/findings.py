"""What is wrong with the SPF record of a MAIL FROM domain, and the record to publish instead. Pure."""

from __future__ import annotations

from bot.checks.dns._records.sending import Sending
from bot.checks.dns._spf.host import Decision
from bot.checks.dns._spf.lookup import SpfVerdict
from bot.checks.dns._spf.merge import MINIMAL, merged
from bot.checks.dns._spf.terms import is_spf
from bot.core.evidence.dns import DnsAnswer
from bot.core.model import Finding, Judgement, Record, Severity
from bot.core.values import Value

# How many characters of a term are shown.
_LONGEST = 120


def spreading(facts: Sending, old: SpfVerdict, new: SpfVerdict) -> Judgement:
    """Some servers give a record that passes, others one that does not."""
    [expected] = (value for value in new.own.values if is_spf(value))
    found = tuple(value for value in old.own.values if is_spf(value))
    record = Record(facts.mail_from, "TXT", expected, found, _beside(new.own), "spf_spreading", old.own.ttl)
    return Judgement(findings=(_finding(facts, "spreading", old.ses.decision, record, server=old.own.server),))


def failing(facts: Sending, said: SpfVerdict, variant: str, decision: Decision) -> Judgement:
    """What is wrong with the record, and the record to publish. variant: of the guide."""
    record = _record(facts, said.own, variant, decision)
    # Where the name does not exist at all, its MX is missing too, which dns.mail_from finds: one fault.
    gone = said.own.problem == "nxdomain"
    return Judgement(findings=(_finding(facts, variant, decision, record, gone=gone),))


def _finding(
    facts: Sending, variant: str, decision: Decision, record: Record, *, gone: bool = False, server: str = ""
) -> Finding:
    values: dict[str, Value] = {
        "identity": facts.identity,
        "mail_from_domain": facts.mail_from,
        "spf_result": decision.result,
        "spf_problem": decision.problem,
        "term": (decision.term or decision.top)[:_LONGEST],
        "record_domain": decision.domain,
        "server": server,
    }
    about = {f"spf:{facts.mail_from}"} | ({f"identity:{facts.identity}"} if gone else set())
    return Finding("spf.failing", Severity.WARN, facts.mail_from, frozenset(about), values, variant, records=(record,))


def _beside(own: DnsAnswer) -> tuple[str, ...]:
    return tuple(value for value in own.values if not is_spf(value))


def _record(facts: Sending, own: DnsAnswer, variant: str, decision: Decision) -> Record:
    """The record to publish: the old one mended, or SES's part alone where nothing else keeps within the limits."""
    records = tuple(value for value in own.values if is_spf(value))
    over = decision.problem in ("lookups", "void", "exchanges", "loop")
    expected = (
        MINIMAL if over else merged(records, drop=decision.top if variant in ("broken", "later", "everyone") else "")
    )
    # For `missing` and `several` the title and the difference say it already.
    said = {"": "spf_without_ses", "everyone": "spf_everyone", "missing": "", "several": ""}
    mistake = said.get(variant, f"spf_{decision.problem}")
    return Record(facts.mail_from, "TXT", expected, records, _beside(own), mistake, own.ttl)
