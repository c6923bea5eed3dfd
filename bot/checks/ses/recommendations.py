"""What does AWS itself recommend? The open items of its Virtual Deliverability Manager, where that is switched on.

They are shown and not judged: a fixed item may stay open for hours, and other checks test the same things directly.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import names_for
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Account, Caller, Failure
from bot.core.evidence.ses import Recommendation
from bot.core.model import Judgement, Note, Table, passed, skipped, unknown
from bot.core.target import Target
from bot.probes.probes import Probes

_MOST = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """account: says whether it is switched on. open: the open items."""

    account: Account | Failure
    open: tuple[Recommendation, ...] | Failure
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """sesv2:ListRecommendations, only where sesv2:GetAccount says that it is switched on."""
    aws = context.probes.aws
    account, inspector = await with_inspector(context, aws.account(context.target.region))
    on = isinstance(account, Account) and account.vdm == "ENABLED"
    return Evidence(account, await aws.recommendations() if on else (), inspector)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """A table of the items that concern this sender."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    if isinstance(evidence.account, Failure):
        return judge_failure(evidence.account, quiet=True)
    if evidence.account.vdm is None:
        return unknown("reason.fields_missing", action="ses:GetAccount", fields=("VdmAttributes",))
    if evidence.account.vdm != "ENABLED":
        return skipped("reason.vdm_off")
    if isinstance(evidence.open, Failure):
        return judge_failure(evidence.open, quiet=True)
    own = sorted((r for r in evidence.open if _concerns(r, target)), key=lambda r: (r.impact != "HIGH", r.type))
    if not own:
        return passed(Note("note.no_recommendations"))
    rows = tuple((r.type, r.impact, _resource(r)) for r in own[:_MOST])
    table = Table("recommendations", ("recommendation", "impact", "resource"), rows)
    return Judgement(note=Note("note.recommendations", {"count": len(own)}), tables=(table,))


def _concerns(item: Recommendation, target: Target) -> bool:
    """True for the sender's own identities and configuration set, and for the account as a whole."""
    kind, _, name = _resource(item).partition("/")
    if kind == "identity":
        return name.lower() in {n.lower() for n in names_for(target)}
    return kind != "configuration-set" or name == target.configuration_set


def _resource(item: Recommendation) -> str:
    """The part of an ARN that names the resource: identity/example.com."""
    return item.resource.split(":", 5)[-1]


CHECK = Check("ses.recommendations", gather, judge, asks_region=True)
