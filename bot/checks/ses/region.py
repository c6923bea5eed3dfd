"""Where the identity is not verified here, in which other region is it?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities, names_for
from bot.checks.ses._region.sweep import ask_each, not_enabled, other_regions
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Account, Caller, Failure
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped, unknown
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """here, elsewhere: the identities by region. accounts: of the regions where one is verified. inspector: who asked.

    silent: the regions that did not answer in time.
    """

    here: Found
    elsewhere: tuple[Found, ...]
    accounts: tuple[tuple[str, Account | Failure], ...]
    inspector: Caller | Failure | None
    silent: tuple[str, ...] = ()


async def gather(context: Context[Probes]) -> Evidence:
    """Asks other regions only where the identity is not verified in this one."""
    here, inspector = await with_inspector(context, identities(context, context.target.region))
    if here.verified is not False or here.owner:
        return Evidence(here, (), (), inspector)
    answers = await ask_each(other_regions(context.target), partial(identities, context))
    enabled = tuple(found for region, found in answers.found if not not_enabled(region, found.failures))
    good = [f.region for f in enabled if f.verified]
    accounts = await asyncio.gather(*(context.probes.aws.account(region) for region in good))
    return Evidence(here, enabled, tuple(zip(good, accounts, strict=True)), inspector, answers.silent)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The regions where the identity is verified, where this one is not among them."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    if evidence.here.owner:
        return skipped("reason.delegated", account=evidence.here.owner)
    if evidence.here.verified:
        return passed(Note("note.lives_here", {"region": target.region}))
    if evidence.here.verified is None:
        if evidence.here.failures:
            return judge_failure(evidence.here.failures[0])
        return _not_told()
    if not evidence.elsewhere and not evidence.silent:
        return skipped("reason.no_other_regions")
    good = [found for found in evidence.elsewhere if found.verified]
    if not good:
        failures = [f for found in evidence.elsewhere for f in found.failures]
        if failures:
            return judge_failure(failures[0])
        if any(found.verified is None for found in evidence.elsewhere):
            return _not_told()
        if evidence.silent:
            return unknown("reason.regions_silent", regions=evidence.silent)
        asked = tuple(found.region for found in evidence.elsewhere)
        if target.regions:
            return passed(Note("note.lives_nowhere", {"regions": asked}))
        return passed(Note("note.lives_in_no_region", {"count": len(asked) + 1}))
    return Judgement(findings=(_mismatch(target, evidence, good),))


def _not_told() -> Judgement:
    return unknown("reason.fields_missing", action="ses:GetEmailIdentity", fields=("VerifiedForSendingStatus",))


def _mismatch(target: Target, evidence: Evidence, good: list[Found]) -> Finding:
    accounts = dict(evidence.accounts)
    # The mail is most likely meant to go through a region with production access.
    good.sort(key=lambda found: not _production(accounts.get(found.region)))
    first = good[0]
    name = next(i.name for i in first.identities if i.verified)
    about = {f"identity:{n}" for n in names_for(target)} | {f"region:{first.region}"}
    account = accounts.get(first.region)
    if _production(account):
        about.add(f"account:{target.region}")
    values: dict[str, Value] = {
        "identity": name,
        "other_region": first.region,
        "other_regions": tuple(found.region for found in good),
    }
    return Finding("region.mismatch", Severity.FAIL, name, frozenset(about), values, _state(account))


def _state(account: Account | Failure | None) -> str:
    """The variant of the guide: what SES says of the account in the region that has the identity."""
    if not isinstance(account, Account) or account.production is None:
        return ""
    return "ready" if account.production else "sandboxed"


def _production(account: Account | Failure | None) -> bool:
    return isinstance(account, Account) and account.production is True


CHECK = Check("ses.region", gather, judge, asks_region=True)
