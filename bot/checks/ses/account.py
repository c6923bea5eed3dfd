"""May this account send in this region? Sandbox, sending switch, enforcement, review, quota."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.checks.failed_lookup import at_most, combine, judge_failure, with_inspector, wrong_inspector
from bot.checks.ses._account import quota
from bot.checks.ses._region.sweep import ask_each, other_regions
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Account, Caller, Failure, FailureKind
from bot.core.evidence.ses import SendPoint
from bot.core.model import Finding, Judgement, Severity, unknown
from bot.core.role import Requirement, Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

# Seconds. The statistics only add a time to the answer, which does not wait longer for them.
_ENOUGH = 3.0
_NEVER = datetime.fromtimestamp(0, UTC)
_KNOWN = ("HEALTHY", "PROBATION", "SHUTDOWN")


@dataclass(frozen=True, slots=True)
class Evidence:
    """account: its state. points: what was sent when, oldest first; () where not known. now: when it was asked, UTC.

    production: other regions in which the account is out of the sandbox, asked only where it is in it here. recipient: whom
    the run asks about, "" for nobody.
    """

    account: Account | Failure
    inspector: Caller | Failure | None
    points: tuple[SendPoint, ...] = ()
    now: datetime = _NEVER
    production: tuple[str, ...] = ()
    recipient: str = ""


async def gather(context: Context[Probes]) -> Evidence:
    """sesv2:GetAccount in the target's region, and at the same time ses:GetSendStatistics."""
    aws = context.probes.aws
    lookups = asyncio.gather(aws.account(context.target.region), at_most(_ENOUGH, aws.statistics()))
    (account, points), inspector = await with_inspector(context, lookups)
    sandbox = isinstance(account, Account) and account.production is False
    production = await _production(context) if sandbox else ()
    known = points if isinstance(points, tuple) else ()
    return Evidence(account, inspector, known, datetime.now(UTC), production, context.options.recipient)


async def _production(context: Context[Probes]) -> tuple[str, ...]:
    """The other regions in which the account is out of the sandbox, as far as they answer in time."""
    answers = await ask_each(other_regions(context.target), context.probes.aws.account)
    return tuple(region for region, found in answers.found if isinstance(found, Account) and found.production)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Findings about the account. A missing field makes it UNKNOWN."""
    account = evidence.account
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    if isinstance(account, Failure):
        if account.kind is FailureKind.NOT_SUBSCRIBED:
            return Judgement(
                findings=(_finding(target, "account.not_subscribed", Severity.FAIL, {"reply": account.code}),)
            )
        return judge_failure(account)
    findings = [
        *_enforcement(target, account),
        *_sandbox(target, account, evidence),
        *_quota(target, account, evidence),
    ]
    missing = [
        name
        for name, value in (
            ("ProductionAccessEnabled", account.production),
            ("SendingEnabled", account.sending),
            ("EnforcementStatus", account.enforcement if account.enforcement in _KNOWN else None),
            ("SendQuota", account.max_24h if account.sent_24h is not None else None),
        )
        if value is None
    ]
    judged = Judgement(findings=tuple(findings), note=quota.note(account, evidence.points, evidence.now))
    if missing:
        return combine(judged, unknown("reason.fields_missing", action="ses:GetAccount", fields=tuple(missing)))
    return judged


def _enforcement(target: Target, account: Account) -> list[Finding]:
    values: dict[str, Value] = {"enforcement": account.enforcement or "", "case_id": account.case_id or ""}
    if account.enforcement == "SHUTDOWN":
        return [_finding(target, "account.sending_paused", Severity.FAIL, values)]
    found = []
    if account.sending is False:
        found.append(_finding(target, "account.sending_paused", Severity.FAIL, values, "by_you"))
    if account.enforcement == "PROBATION":
        found.append(_finding(target, "account.probation", Severity.WARN, values))
    return found


def _sandbox(target: Target, account: Account, evidence: Evidence) -> list[Finding]:
    if account.production is not False:
        return []
    variant = {"PENDING": "pending", "DENIED": "denied", "FAILED": "denied"}.get(account.review or "", "")
    if evidence.production and not variant:
        variant = "elsewhere"
    values: dict[str, Value] = {
        "review": account.review or "",
        "other_regions": evidence.production,
        # A recipient that SES refuses is a finding of ses.recipient. To verify another one helps nobody.
        "asked_about": "one" if evidence.recipient else "nobody",
        **quota.numbers(account),
    }
    return [_finding(target, "account.sandbox", Severity.WARN, values, variant)]


def _quota(target: Target, account: Account, evidence: Evidence) -> list[Finding]:
    filled = quota.judge(account, evidence.points, evidence.now)
    return [_finding(target, "quota.daily", *filled)] if filled else []


def _finding(target: Target, code: str, severity: Severity, values: dict[str, Value], variant: str = "") -> Finding:
    return Finding(code, severity, target.region, frozenset({f"account:{target.region}"}), values, variant)


CHECK = Check("ses.account", gather, judge, asks_region=True, role=Role(required_for=(Requirement.ANY_MAIL,)))
