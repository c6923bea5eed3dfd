"""How a look that failed is judged: UNKNOWN, with the reason, the missing permission, and what to repair in the bot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core import facts
from bot.core.context import Context
from bot.core.denial import denying_layer, is_explicit
from bot.core.evidence.aws import CREDENTIAL_KINDS, Caller, Failure, FailureKind
from bot.core.model import Judgement, unknown
from bot.core.repair import Repair, RepairKind
from bot.core.target import Target
from bot.probes.probes import Probes

T = TypeVar("T")
_STAMP = re.compile(r"\b\d{8}T\d{6}Z")


_OWN_TROUBLE = {
    FailureKind.NO_CREDENTIALS: "reason.no_inspector",
    FailureKind.CLOCK_SKEW: "reason.clock_skew",
    FailureKind.REFERENCE: "reason.reference",
}


def could_not_look(failure: Failure) -> Judgement:
    """The judgement of a look with the inspector's credentials that failed. Never a cause: a fault of the bot's own."""
    if failure.kind is FailureKind.DENIED:
        return _denied(failure)
    if failure.by == "inspect" and failure.kind in CREDENTIAL_KINDS:
        key = _OWN_TROUBLE.get(failure.kind, "reason.inspector_refused")
        repair = inspector_repair(failure)
        return unknown(key, repair=repair, action=failure.action or "sts:GetCallerIdentity", message=failure.message)
    kind = "aws_timeout" if failure.kind is FailureKind.TIMEOUT else failure.kind.value
    return unknown(
        f"reason.{kind}", action=failure.action, code=failure.code or str(failure.status or ""), message=failure.message
    )


def could_not_look_quietly(failure: Failure) -> Judgement:
    """The same of a look that is mere information: what it lacks is told beside the check, and nobody is sent to repair."""
    return replace(could_not_look(failure), repair=None)


def _denied(failure: Failure) -> Judgement:
    """A grant in the bot's own policy helps unless AWS says that another policy refused."""
    layer = denying_layer(failure.message)
    values = {"action": failure.action, "layer": layer}
    if not layer or (layer == "identity" and not is_explicit(failure.message)):
        repair = Repair(RepairKind.PERMISSION, {"action": failure.action})
        return unknown("reason.denied", repair=repair, missing_permission=failure.action, action=failure.action)
    repair = Repair(RepairKind.DENIED_BY_LAYER, values)
    return unknown("reason.denied_by_layer", repair=repair, missing_permission=failure.action, **values)


def inspector_repair(failure: Failure) -> Repair:
    """What to repair in the bot when its own credentials fail."""
    if failure.kind is FailureKind.CLOCK_SKEW:
        return Repair(RepairKind.CLOCK, {"minutes": skew_minutes(failure)})
    return Repair(RepairKind(failure.kind.value), {"code": failure.code, "detail": failure.message})


def skew_minutes(look: Failure | Caller) -> int:
    """How far the signer's clock is from AWS's, whole minutes; 0 where AWS's is not known."""
    skew = (_told_skew(look) if isinstance(look, Failure) else None) or look.skew
    return round(abs(skew.total_seconds()) / 60) if skew else 0


def _told_skew(failure: Failure) -> timedelta | None:
    """AWS's message holds when the request was signed, the limit, and AWS's own time. None where it does not."""
    try:
        signed, _limit, theirs = map(datetime.fromisoformat, _STAMP.findall(failure.message))
    except ValueError:
        return None
    return theirs - signed


def combine(*parts: Judgement) -> Judgement:
    """Several judgements as one: all findings; unknown if any is; the first repair and missing permission.

    Its note is that of the part which decides the outcome: what is well beside it would read as its reason.
    """
    telling = [p for p in parts if p.unknown] + [p for p in parts if p.findings]
    notes = [p.note for p in telling or parts if p.note]
    decided = [p.decided for p in parts if p.decided is not None]
    return Judgement(
        findings=tuple(f for p in parts for f in p.findings),
        note=notes[0] if notes else None,
        unknown=any(p.unknown for p in parts),
        skipped=all(p.skipped for p in parts) and bool(parts),
        repair=next((p.repair for p in parts if p.repair), None),
        missing_permission=next((p.missing_permission for p in parts if p.missing_permission), None),
        accepted=frozenset(token for p in parts for token in p.accepted),
        decided=frozenset().union(*decided) if decided else None,
        facts=facts.merged(p.facts for p in parts),
        stages=tuple(s for p in parts for s in p.stages),
        tables=tuple(t for p in parts for t in p.tables),
        transcript=tuple(line for p in parts for line in p.transcript),
    )


async def at_most(seconds: float, look: Awaitable[T]) -> T | None:
    """A look that may enrich an answer and must not delay it: None where it takes longer. It goes on for other askers."""
    try:
        async with asyncio.timeout(seconds):
            return await look
    except TimeoutError:
        return None


async def with_inspector(context: Context[Probes], look: Awaitable[T]) -> tuple[T, Caller | Failure | None]:
    """A look, and who the inspector is: asked side by side, so that it costs no time."""
    return await asyncio.gather(look, context.probes.aws.caller("inspect"))


def wrong_inspector(target: Target, inspector: Caller | Failure | None) -> Judgement | None:
    """UNKNOWN where the bot looks into another account than the one expected: its answers would be another account's."""
    if not target.expected_account or not isinstance(inspector, Caller) or inspector.account is None:
        return None
    if inspector.account == target.expected_account:
        return None
    values = {"account": inspector.account, "expected_account": target.expected_account}
    return unknown("reason.inspector_account", repair=Repair(RepairKind.ACCOUNT, values), **values)
