"""Surveys an identity in many regions at once, each with a time limit of its own, all within 20 seconds."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

from bot.checks.failed_lookup import judge_failure, wrong_inspector
from bot.checks.identity_names import covering
from bot.checks.ses._region.sweep import AT_ONCE
from bot.core.context import Context, limit_time
from bot.core.evidence.aws import CREDENTIAL_KINDS, Account, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.evidence.region_survey import RegionAnswer, Standing, Survey
from bot.core.model import Note
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.regions import DEFAULT_ENABLED, is_opt_in, partition_of, ses_regions

# Seconds for one region, for the bot's own credentials, and for the whole survey.
REGION_DEADLINE = 6.3
SIGN_IN_DEADLINE = 6.0
DEADLINE = 18.5


def regions_of(target: Target) -> tuple[str, ...]:
    """The target's own region first, then the configured ones, else all that every account has from the start."""
    if target.regions:
        return tuple(dict.fromkeys((target.region, *target.regions)))
    partition = partition_of(target.region)
    others = [r for r in ses_regions() if partition_of(r) == partition]
    if partition == "aws":
        others = [region for region in others if region in DEFAULT_ENABLED]
    return tuple(dict.fromkeys((target.region, *others)))


async def survey(context: Context[Probes], identity: str) -> Survey:
    """Survey an identity. Returns within DEADLINE seconds; a region that has not answered by then has a reason."""
    target, began, started = context.target, time.monotonic(), datetime.now(UTC)
    ends = began + DEADLINE
    trouble = await _trouble(context)
    answers: tuple[RegionAnswer, ...] = ()
    if trouble is None:
        places = asyncio.Semaphore(AT_ONCE)
        found = await asyncio.gather(*(_ask_in_turn(context, r, identity, places, ends) for r in regions_of(target)))
        answers = _mark_not_enabled(found)
    ms = round((time.monotonic() - began) * 1000)
    return Survey(target.name, target.region, identity, answers, started, ms, trouble)


async def _trouble(context: Context[Probes]) -> Note | None:
    """Why no region can be asked: the bot has no valid credentials, or those of another account. None where it can ask."""
    limit_time(time.monotonic() + SIGN_IN_DEADLINE)
    try:
        async with asyncio.timeout(SIGN_IN_DEADLINE):
            signer = await context.probes.secrets.inspector()
            if isinstance(signer, Failure):
                return judge_failure(signer).note
            caller = await context.probes.aws.caller("inspect")
    except TimeoutError:
        return Note("reason.timeout", {"seconds": SIGN_IN_DEADLINE})
    # An opt-in region that is not enabled refuses every key, so that the other regions are asked all the same.
    if isinstance(caller, Failure) and caller.kind in CREDENTIAL_KINDS and not is_opt_in(context.target.region):
        return judge_failure(caller).note
    wrong = wrong_inspector(context.target, caller)
    return wrong.note if wrong else None


async def _ask_in_turn(
    context: Context[Probes], region: str, identity: str, places: asyncio.Semaphore, ends: float
) -> tuple[RegionAnswer, tuple[Failure, ...]]:
    """Ask one region as soon as fewer than AT_ONCE are asked. Runs in a task of its own, since a time limit is a task's."""
    async with places:
        allowed = max(0.0, min(REGION_DEADLINE, ends - time.monotonic()))
        limit_time(time.monotonic() + allowed)
        try:
            async with asyncio.timeout(allowed):
                return await _ask(context, region, identity)
        except TimeoutError:
            return RegionAnswer(region, reasons=(Note("reason.timeout", {"seconds": round(allowed, 1)}),)), ()


async def _ask(context: Context[Probes], region: str, identity: str) -> tuple[RegionAnswer, tuple[Failure, ...]]:
    account, (standing, name, failure) = await asyncio.gather(
        context.probes.aws.account(region), _standing(context, region, identity)
    )
    failures = tuple(f for f in (account, failure) if isinstance(f, Failure))
    judged = [judge_failure(f) for f in _to_report(failures)]
    answer = RegionAnswer(
        region,
        standing,
        name,
        account if isinstance(account, Account) else None,
        reasons=tuple(j.note for j in judged if j.note),
        missing=tuple(j.missing_permission for j in judged if j.missing_permission),
    )
    return answer, failures


def _to_report(failures: tuple[Failure, ...]) -> tuple[Failure, ...]:
    """The failures to report: every missing permission, or else one failure, since the others have the same reason."""
    denied = tuple(f for f in failures if f.kind is FailureKind.DENIED)
    return denied or failures[:1]


async def _standing(context: Context[Probes], region: str, identity: str) -> tuple[Standing, str, Failure | None]:
    """The nearest verified identity, else the nearest one. Where a lookup was denied, a nearer one may exist: unknown."""
    nearest: tuple[Standing, str] | None = None
    denied: Failure | None = None
    for name in covering(identity):
        found = await context.probes.aws.identity(name, region)
        if isinstance(found, Identity):
            standing = _standing_of(found)
            if standing is Standing.VERIFIED:
                return standing, name, None
            nearest = nearest or (standing, name)
        elif found.kind is FailureKind.DENIED:
            denied = denied or found
        elif found.kind is not FailureKind.NOT_FOUND:
            return Standing.UNKNOWN, "", found
    if denied is not None:
        return Standing.UNKNOWN, "", denied
    return (*nearest, None) if nearest else (Standing.ABSENT, "", None)


def _mark_not_enabled(found: list[tuple[RegionAnswer, tuple[Failure, ...]]]) -> tuple[RegionAnswer, ...]:
    """Mark the opt-in regions that are not enabled. They refuse every key, but a wrong key is refused in all regions."""
    keys_are_good = any((not failures and not answer.reasons) or _accepted(failures) for answer, failures in found)
    answers = []
    for answer, failures in found:
        refused = bool(failures) and all(f.kind is FailureKind.INVALID_KEY for f in failures)
        if refused and keys_are_good and is_opt_in(answer.region):
            answers.append(RegionAnswer(answer.region, enabled=False))
        else:
            answers.append(answer)
    return tuple(answers)


def _accepted(failures: tuple[Failure, ...]) -> bool:
    """AWS knows the key: it only denied the lookup."""
    return any(f.kind is FailureKind.DENIED for f in failures)


def _standing_of(identity: Identity) -> Standing:
    if identity.verified is None:
        return Standing.UNKNOWN
    if identity.verified:
        return Standing.VERIFIED
    return Standing.PENDING if identity.status == "PENDING" else Standing.UNVERIFIED
