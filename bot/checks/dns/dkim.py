"""Are the DKIM records in DNS those that SES expects?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checks.dns._dkim.findings import mismatch, right_but_unseen
from bot.checks.dns._dkim.names import Wanted, deciding, wanted
from bot.checks.dns._dkim.records import RecordAnswers, ask_about_all
from bot.checks.dns._dkim.records import judge as judge_record
from bot.checks.dns._records.standing import State
from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, covering, identities, names_for
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Note, passed, skipped, unknown
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

_SHORT = "RSA_1024_BIT"


@dataclass(frozen=True, slots=True)
class Evidence:
    """found: the sender's identities. records: what DNS says of each record of the identity that decides. inspector: who
    asked.
    """

    found: Found
    records: tuple[RecordAnswers, ...]
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """SES names the records; DNS is asked for all of them at the same time."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    identity = deciding(found)
    records = [w for w in wanted(identity) if isinstance(w, Wanted)] if identity and _matters(found, identity) else []
    suffixes = covering(identity.name) if identity else ()
    return Evidence(found, await ask_about_all(context, records, suffixes), inspector)


def _matters(found: Found, identity: Identity) -> bool:
    """True where the records are needed: for signing, or to verify the domain."""
    return bool(identity.dkim_enabled) or not found.verified


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The records that differ, and what follows from that."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found, identity = evidence.found, deciding(evidence.found)
    if identity is None:
        return (
            judge_failure(found.failures[0]) if found.failures else _no_records(target, found, "reason.no_dkim_domain")
        )
    if identity.dkim_enabled is None and found.verified:
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("SigningEnabled",))
    if not _matters(found, identity):
        return _no_records(target, found, "reason.dkim_off", identity=identity.name)
    expected = wanted(identity)
    if identity.dkim_status == "NOT_STARTED" and not identity.dkim_tokens:
        return _no_records(target, found, "reason.dkim_off", identity=identity.name)
    if not expected:
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("Tokens",))
    missing = tuple(field for field in expected if isinstance(field, str))
    if missing:
        return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=missing)
    return _records(found, identity, evidence.records)


def _no_records(target: Target, found: Found, reason: str, **values: Value) -> Judgement:
    """SKIPPED where no records are wanted. That also decides that none of them can be wrong, for every identity of the
    sender.
    """
    names = {*names_for(target), *(identity.name for identity in found.identities)}
    decided = frozenset() if found.failures else frozenset(f"identity:{name}" for name in names)
    return replace(skipped(reason, **values), decided=decided)


def _records(found: Found, identity: Identity, asked: tuple[RecordAnswers, ...]) -> Judgement:
    others, accepted = [each.wanted for each in asked], identity.dkim_status == "SUCCESS"
    judged = [judge_record(each, others, accepted=accepted) for each in asked]
    differences = tuple(record for _by, record in judged if record is not None)
    failed = [by.answer for by, _record in judged if by.state is State.UNKNOWN]
    wrong = sum(by.state is State.WRONG for by, _record in judged)
    findings: tuple[Finding, ...] = ()
    if differences:
        server = next(by.answer.server for by, record in judged if record is not None)
        findings = (mismatch(found, identity, differences, {"wrong": wrong, "total": len(judged), "server": server}),)
    elif not failed:
        findings = right_but_unseen(found, identity)
    if failed:
        values = {"name": failed[0].name, "answer": failed[0].problem}
        return Judgement(findings=findings, unknown=True, note=Note("reason.dns_failed", values))
    if findings:
        return Judgement(findings=findings)
    if any(by.alone for by, _record in judged):
        return passed(Note("note.records_by_zone", {"identity": identity.name}))
    short = identity.dkim_key == _SHORT
    return passed(Note("note.dkim_short" if short else "note.dkim_right", {"identity": identity.name}))


CHECK = Check("dns.dkim", gather, judge, asks_region=True)
