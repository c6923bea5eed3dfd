"""Traces one mail: its events, or the reason why there are none."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

from bot.checks.failed_lookup import judge_failure
from bot.core.context import Context, limit_time
from bot.core.evidence.aws import Account, Failure, FailureKind
from bot.core.evidence.message_trace import Insights, Trace
from bot.core.model import Note
from bot.probes.probes import Probes

# Seconds for the whole trace. AWS allows one call a second, so that the last of ten people waits ten seconds.
DEADLINE = 15.0
# AWS's error code where it has no events.
_NONE = "BadRequestException"


async def trace(context: Context[Probes], message_id: str, region: str) -> Trace:
    """Trace a mail. Returns within DEADLINE seconds."""
    target, began, started = context.target.name, time.monotonic(), datetime.now(UTC)
    limit_time(began + DEADLINE)
    insights: Insights | None = None
    reason, missing, unavailable = None, "", False
    try:
        async with asyncio.timeout(DEADLINE):
            found = await context.probes.insights.insights(message_id, region)
            if isinstance(found, Insights):
                insights = found
            elif found.kind is FailureKind.NOT_FOUND or found.code == _NONE:
                reason, unavailable = await _why_none(context, found, region), True
            else:
                judged = judge_failure(found)
                reason, missing = judged.note, judged.missing_permission or ""
    except TimeoutError:
        reason = Note("reason.timeout", {"seconds": DEADLINE})
    ms = round((time.monotonic() - began) * 1000)
    return Trace(target, region, message_id, started, ms, insights, reason, unavailable, missing)


async def _why_none(context: Context[Probes], failure: Failure, region: str) -> Note:
    """The reason for no events: VDM is off, or AWS has none for this id."""
    account = await context.probes.aws.account(region)
    vdm = account.vdm if isinstance(account, Account) else None
    if vdm == "DISABLED":
        return Note("trace.vdm_off", {"region": region})
    if vdm == "ENABLED":
        return Note("trace.none", {"region": region})
    return Note("trace.none_or_off", {"region": region, "message": failure.message})
