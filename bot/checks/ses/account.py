"""May this account send in this region? Sandbox, sending switch, enforcement, review, quota."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.looking import combine, could_not_look, with_inspector, wrong_inspector
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence import Account, Caller, Failure, FailureKind
from bot.core.model import Finding, Judgement, Note, Severity, Value, unknown
from bot.core.target import Target
from bot.probes.probes import Probes

WARN_PERCENT = 80
_KNOWN = ("HEALTHY", "PROBATION", "SHUTDOWN")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The account's state, and who looked."""

    account: Account | Failure
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """sesv2:GetAccount in the target's region."""
    return Evidence(*await with_inspector(context, context.probes.aws.account(context.target.region)))


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Findings about the account; any missing field is unknown."""
    account = evidence.account
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    if isinstance(account, Failure):
        if account.kind is FailureKind.NOT_SUBSCRIBED:
            return Judgement(
                findings=(_finding(target, "account.not_subscribed", Severity.FAIL, {"reply": account.code}),)
            )
        return could_not_look(account)
    findings = [*_enforcement(target, account), *_sandbox(target, account), *_quota(target, account)]
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
    judged = Judgement(findings=tuple(findings), note=Note("note.account", _numbers(account)))
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


def _sandbox(target: Target, account: Account) -> list[Finding]:
    if account.production is not False:
        return []
    variant = {"PENDING": "pending", "DENIED": "denied", "FAILED": "denied"}.get(account.review or "", "")
    values: dict[str, Value] = {"review": account.review or "", **_numbers(account)}
    return [_finding(target, "account.sandbox", Severity.WARN, values, variant)]


def _quota(target: Target, account: Account) -> list[Finding]:
    limit, used = account.max_24h, account.sent_24h
    # -1 is no limit: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
    if limit is None or used is None or limit < 0:
        return []
    percent = 100.0 if limit == 0 else used / limit * 100
    values: dict[str, Value] = {"used": round(used), "limit": round(limit), "percent": round(percent, 1)}
    if used >= limit:
        return [_finding(target, "quota.daily", Severity.FAIL, values, "full")]
    return [_finding(target, "quota.daily", Severity.WARN, values)] if percent >= WARN_PERCENT else []


def _numbers(account: Account) -> dict[str, Value]:
    return {
        "max_24h": round(account.max_24h or 0),
        "rate": round(account.rate or 0, 1),
        "used": round(account.sent_24h or 0),
    }


def _finding(target: Target, code: str, severity: Severity, values: dict[str, Value], variant: str = "") -> Finding:
    return Finding(code, severity, target.region, frozenset({f"account:{target.region}"}), values, variant)


CHECK = Check("ses.account", gather, judge, needs=(Need("config.credentials", frozenset({"region.unsupported"})),))
