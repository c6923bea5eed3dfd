"""What a failed lookup is judged as: UNKNOWN, with the reason, the missing permission and what to repair in the bot.

Also shared by several checks: joining judgements, and asking who the inspector is beside another lookup.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import TypeVar

from bot.core.context import Context
from bot.core.denial import denying_layer, is_explicit
from bot.core.evidence.aws import CREDENTIAL_KINDS, Caller, Failure, FailureKind
from bot.core.facts import merge_facts
from bot.core.model import Judgement, Note, unknown
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


def judge_failure(failure: Failure, *, quiet: bool = False) -> Judgement:
    """UNKNOWN for a lookup that failed. Never a cause: what failed is the bot's lookup.

    quiet: leave out what to repair in the bot. For checks that only inform: their own line says what is missing.
    """
    judgement = _judge(failure)
    return replace(judgement, repair=None) if quiet else judgement


def _judge(failure: Failure) -> Judgement:
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


def _denied(failure: Failure) -> Judgement:
    """Where AWS names no other policy as the one that refused, a grant in the bot's own policy helps."""
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


def skew_minutes(answer: Failure | Caller) -> int:
    """How far the signer's clock is from AWS's, whole minutes; 0 where AWS's time is not known."""
    skew = (_skew_in_message(answer) if isinstance(answer, Failure) else None) or answer.skew
    return round(abs(skew.total_seconds()) / 60) if skew else 0


def _skew_in_message(failure: Failure) -> timedelta | None:
    """AWS's message may hold when the request was signed, the limit, and AWS's own time. None where it does not."""
    try:
        signed, _limit, theirs = map(datetime.fromisoformat, _STAMP.findall(failure.message))
    except ValueError:
        return None
    return theirs - signed


def combine(*parts: Judgement) -> Judgement:
    """Several judgements as one: all findings and all evidence, UNKNOWN if any part is, the first repair and permission."""
    return Judgement(
        findings=_all(p.findings for p in parts),
        note=_deciding_note(parts),
        unknown=any(p.unknown for p in parts),
        skipped=all(p.skipped for p in parts) and bool(parts),
        repair=_first(p.repair for p in parts),
        missing_permission=_first(p.missing_permission for p in parts),
        accepted=frozenset(_all(p.accepted for p in parts)),
        decided=_decided(parts),
        facts=merge_facts(p.facts for p in parts),
        stages=_all(p.stages for p in parts),
        tables=_all(p.tables for p in parts),
        transcript=_all(p.transcript for p in parts),
    )


def _deciding_note(parts: Sequence[Judgement]) -> Note | None:
    """The note of the part that decides the outcome. That of a part which passed would read as the reason for a failure."""
    deciding = [p for p in parts if p.unknown] + [p for p in parts if p.findings]
    return _first(p.note for p in deciding or parts)


def _decided(parts: Sequence[Judgement]) -> frozenset[str] | None:
    """The tokens that the parts decided about; None where no part names any."""
    decided = [p.decided for p in parts if p.decided is not None]
    return frozenset(_all(decided)) if decided else None


def _all(many: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(many))


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value), None)


async def at_most(seconds: float, lookup: Awaitable[T]) -> T | None:
    """The answer to a lookup that must not delay the check, None where it takes longer. The lookup goes on for others that
    wait.
    """
    try:
        async with asyncio.timeout(seconds):
            return await lookup
    except TimeoutError:
        return None


async def with_inspector(context: Context[Probes], lookup: Awaitable[T]) -> tuple[T, Caller | Failure | None]:
    """The answer to a lookup, and who the inspector is. Both are asked at the same time."""
    return await asyncio.gather(lookup, context.probes.aws.caller("inspect"))


def wrong_inspector(target: Target, inspector: Caller | Failure | None) -> Judgement | None:
    """UNKNOWN where the inspector belongs to another account than the expected one; None where it does not."""
    if not target.expected_account or not isinstance(inspector, Caller) or inspector.account is None:
        return None
    if inspector.account == target.expected_account:
        return None
    values = {"account": inspector.account, "expected_account": target.expected_account}
    return unknown("reason.inspector_account", repair=Repair(RepairKind.ACCOUNT, values), **values)
