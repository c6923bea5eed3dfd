"""Would SES send mail to this one recipient? The suppression list, and in the sandbox whether the recipient is verified."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.failed_lookup import combine, judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import identities
from bot.checks.ses._recipient.sandbox import sandboxed
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Account, Caller, ConfigurationSet, Failure, FailureKind
from bot.core.evidence.ses import ListedIdentity, Suppressed
from bot.core.model import Finding, Judgement, Note, Severity, passed, unknown
from bot.core.options import Options
from bot.core.role import Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes

# May be sent to in the sandbox too: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
SIMULATOR = "simulator.amazonses.com"


@dataclass(frozen=True, slots=True)
class Evidence:
    """recipient: the address. The other fields are None where they were not asked."""

    recipient: str
    suppressed: Suppressed | Failure | None = None
    account: Account | Failure | None = None
    configuration_set: ConfigurationSet | Failure | None = None
    listed: tuple[ListedIdentity, ...] | Failure | None = None
    inspector: Caller | Failure | None = None


async def gather(context: Context[Probes]) -> Evidence:
    """The suppression list, and whether it is in use. In the sandbox also all identities of the region."""
    recipient, target, aws = context.options.recipient, context.target, context.probes.aws
    lookups = asyncio.gather(aws.suppression(recipient), aws.account(target.region), _set_in_force(context))
    (suppressed, account, configuration_set), inspector = await with_inspector(context, lookups)
    sandbox = isinstance(account, Account) and account.production is False
    listed = await aws.list_identities(target.region) if sandbox and not _simulated(recipient) else None
    return Evidence(recipient, suppressed, account, configuration_set, listed, inspector)


async def _set_in_force(context: Context[Probes]) -> ConfigurationSet | Failure | None:
    name = context.target.configuration_set or (await identities(context, context.target.region)).default_set
    return await context.probes.aws.configuration_set(name) if name else None


def _simulated(recipient: str) -> bool:
    return recipient.rpartition("@")[2].lower() == SIMULATOR


def judge(target: Target, evidence: Evidence) -> Judgement:
    """FAIL where SES drops or refuses mail to this recipient."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    return combine(
        sandboxed(target, evidence.recipient, evidence.account, evidence.listed), _suppression(target, evidence)
    )


def _suppression(target: Target, evidence: Evidence) -> Judgement:
    found = evidence.suppressed
    if found is None or (isinstance(found, Failure) and found.kind is FailureKind.NOT_FOUND):
        return passed(Note("note.not_suppressed", {"recipient": evidence.recipient, "region": target.region}))
    if isinstance(found, Failure):
        return judge_failure(found)
    values: dict[str, Value] = {
        "recipient": evidence.recipient,
        "reason": found.reason or "",
        "since_at": found.since.isoformat() if found.since else "",
    }
    about = frozenset({f"recipient:{evidence.recipient}"})
    in_use = _reasons_in_use(evidence)
    if in_use is None:
        # The recipient is on the list, but it is not known whether the list is in use.
        finding = Finding("recipient.suppressed", Severity.WARN, evidence.recipient, about, values, "listed")
        unseen = evidence.account if isinstance(evidence.account, Failure) else None
        blind = judge_failure(unseen) if unseen else _not_told()
        return combine(Judgement(findings=(finding,)), blind)
    if found.reason and found.reason not in in_use:
        values["in_use"] = in_use or ("none",)
        finding = Finding("recipient.suppressed", Severity.WARN, evidence.recipient, about, values, "not_in_use")
        return Judgement(findings=(finding,))
    return Judgement(
        findings=(Finding("recipient.suppressed", Severity.FAIL, evidence.recipient, about, values, "listed"),)
    )


def _not_told() -> Judgement:
    return unknown("reason.fields_missing", action="ses:GetAccount", fields=("SuppressionAttributes",))


def _reasons_in_use(evidence: Evidence) -> tuple[str, ...] | None:
    """For which reasons SES holds mail back: the configuration set's own, else the account's. None where not known.

    https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html
    """
    own = evidence.configuration_set
    if isinstance(own, ConfigurationSet) and own.suppressed_reasons is not None:
        return own.suppressed_reasons
    return evidence.account.suppressed_reasons if isinstance(evidence.account, Account) else None


def _asked(options: Options) -> bool:
    return bool(options.recipient)


CHECK = Check(
    "ses.recipient",
    gather,
    judge,
    asks_region=True,
    asked=_asked,
    role=Role(counts_only_when_unknown=True, on_request=True),
)
