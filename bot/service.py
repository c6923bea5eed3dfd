"""Runs a target's checks once and returns a RunResult. One Service a process: it keeps the AWS clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot import checks
from bot.causes import all_causes
from bot.checks.identity_names import names_for
from bot.core.engine import RUN_DEADLINE, Check, run_checks
from bot.core.evidence.aws import Failure
from bot.core.evidence.message_trace import Trace
from bot.core.evidence.region_survey import Survey
from bot.core.facts import Facts, merge_facts
from bot.core.model import CheckResult, Endpoint, RunResult, Vantage
from bot.core.options import Claim, Options, never
from bot.core.redact import Redactor
from bot.core.registry import checks_in
from bot.core.target import Target
from bot.core.values import Value
from bot.diagnosis.asked_again import KEPT, join_earlier, list_to_ask, oldest_kept
from bot.diagnosis.explained_by import drop_disproved
from bot.lookups.regions import survey
from bot.lookups.trace import trace
from bot.probes import tls, vantage
from bot.probes.aws.gateway import Gateway, Signer
from bot.probes.probes import context_for
from bot.probes.regions import ses_regions
from bot.probes.secrets import RoleCache

CHECKS = checks_in(checks)
_CLIENTS = ("sts", "sesv2", "iam", "ses")
# One survey may take all of the gateway's threads. More at once would hold up the runs.
_SURVEYS_AT_ONCE = 2
# The selection for `ses-check probe`: what a place can tell with the application's credentials alone.
PROBE = "probe"


def selected(only: str | None, options: Options | None = None, ids: frozenset[str] | None = None) -> tuple[Check, ...]:
    """The checks that a run asks. only: a group (config, aws, ses, dns, smtp), PROBE, or None for all.

    options: decide whether checks that are asked on request take part. ids: None for all of these, else only those named.
    """
    asked = tuple(c for c in CHECKS if c.asked(options or Options()) and (ids is None or c.id in ids))
    if only == PROBE:
        return tuple(c for c in asked if c.probe)
    return tuple(c for c in asked if only is None or c.group == only)


def check_ids(only: str | None, options: Options | None = None, ids: frozenset[str] | None = None) -> tuple[str, ...]:
    """The ids of the selected checks, in the order in which answers show them."""
    return tuple(c.id for c in selected(only, options, ids))


def ids_to_verify(target: Target, earlier: RunResult, options: Options | None = None) -> frozenset[str] | None:
    """The ids of the checks that a verification of an earlier run asks again; None for all.

    All are asked where nothing is open, where that run is older than a day, or where the region or SMTP endpoint changed.
    """
    same = earlier.region == target.region and earlier.smtp == _endpoint(target)
    if not same or datetime.now(UTC) - oldest_kept(earlier) > KEPT:
        return None
    checks = selected(earlier.only, options)
    ids = list_to_ask(earlier, checks, all_causes())
    return ids if 0 < len(ids) < len(checks) else None


def _endpoint(target: Target) -> Endpoint | None:
    return Endpoint(target.smtp.host, target.smtp.port) if target.smtp else None


def ways_of(target: Target, facts: Facts) -> tuple[str, ...]:
    """The configured ways of sending. An application key that is the SMTP user's own key is not a second way."""
    smtp = target.smtp is not None and target.smtp.username is not None
    app = bool(target.app_role) or (target.app is not None and not (smtp and facts.credentials.same_key))
    return tuple(way for way, configured in (("smtp", smtp), ("app", app)) if configured)


class Service:
    """Runs checks, surveys and traces. Shared by every run of a process."""

    def __init__(self) -> None:
        self._gateway = Gateway()
        self._roles = RoleCache()
        self._surveys = asyncio.Semaphore(_SURVEYS_AT_ONCE)

    async def run(
        self,
        target: Target,
        *,
        run_id: str,
        only: str | None = None,
        options: Options | None = None,
        claim: Claim = never,
        deadline: float = RUN_DEADLINE,
        on_result: Callable[[CheckResult], None] | None = None,
        verifies: RunResult | None = None,
    ) -> RunResult:
        """One run. Returns within `deadline` seconds, with a result for every check. Cancelling leaves no task behind.

        claim: asked before a simulated mail is sent; the mail is sent only where it returns True. verifies: an earlier
        run, of which only what `ids_to_verify` names is asked again; its other results are part of the answer.
        """
        started, began = datetime.now(UTC), time.monotonic()
        redactor = Redactor()
        ids = ids_to_verify(target, verifies, options) if verifies else None
        context = context_for(target, self._gateway, self._roles, redactor, options, claim, run_id)
        try:
            checks = selected(only, options, ids)
            results = await run_checks(checks, context, deadline=deadline, on_result=on_result)
        finally:
            context.probes.smtp.close()
            await context.close()
        ms = round((time.monotonic() - began) * 1000)
        asked, rest_at = tuple(result.id for result in results), None
        if verifies is not None and ids is not None:
            results = join_earlier(results, verifies, selected(only, options))
            rest_at = oldest_kept(verifies)
        facts = merge_facts(result.judgement.facts for result in results)
        known, ways = guide_values(target, facts, context.options), ways_of(target, facts)
        place = Vantage(vantage.host(), facts.connection.local, vantage.installed_version())
        return RunResult(
            run_id,
            target.name,
            target.region,
            only,
            ways,
            started,
            ms,
            drop_disproved(results),
            context=known,
            vantage=place,
            smtp=_endpoint(target),
            asked_again=asked if rest_at else (),
            rest_at=rest_at,
        )

    async def survey(self, target: Target, identity: str = "") -> Survey:
        """Where an identity is verified, by region. identity: the target's sender where "". Returns within 20 seconds."""
        context = context_for(target, self._gateway, self._roles, Redactor())
        try:
            async with self._surveys:
                return await survey(context, identity or target.sender)
        finally:
            await context.close()

    async def trace(self, target: Target, message_id: str, region: str = "") -> Trace:
        """What became of one mail. region: the target's own where "". Returns within 20 seconds."""
        context = context_for(target, self._gateway, self._roles, Redactor())
        try:
            return await trace(context, message_id, region or target.region)
        finally:
            await context.close()

    async def warm(self, target: Target, *, inspecting: bool = True) -> None:
        """Load what a run of this target needs: AWS clients, the TLS context, the lists of regions and public suffixes.

        Asks nobody anything, except a credential chain that has to. inspecting: False where the run needs no inspector.
        """
        names_for(target)
        ses_regions()
        context = context_for(target, self._gateway, self._roles, Redactor())
        if target.smtp is not None:
            tls.context(str(target.smtp.ca_file) if target.smtp.ca_file else "")
        try:
            app = await context.probes.secrets.app()
            signers: list[tuple[Signer | Failure | None, tuple[str, ...]]] = [(app, ("sts",))]
            if inspecting and not target.inspect.role_arn:
                signers.append((await context.probes.secrets.inspector(), _CLIENTS))
            for signer, services in signers:
                if isinstance(signer, Signer):
                    await self._gateway.warm(signer, services, target.region, target.endpoint_url)
        finally:
            await context.close()

    async def close(self) -> None:
        """Take no more runs. Threads that still wait for AWS end at their own time limits."""
        self._gateway.close()


def guide_values(target: Target, facts: Facts, options: Options) -> dict[str, Value]:
    """The values that every guide may use by name, whatever its cause. Unknown ones are left out."""
    smtp = target.smtp
    known: dict[str, Value] = {
        "target": target.name,
        "region": target.region,
        "sender": target.sender,
        "domain": target.domain,
        "smtp_host": smtp.host if smtp else f"email-smtp.{target.region}.amazonaws.com",
        "smtp_port": smtp.port if smtp else 587,
        "server": "" if smtp is None else "ses" if smtp.is_ses else "relay",
        "smtp_username": facts.credentials.smtp_username,
        "recipient": options.recipient,
        "account": target.expected_account or facts.accounts.inspected or facts.accounts.app,
        "configuration_set": target.configuration_set or facts.configuration_set,
    }
    return {name: value for name, value in known.items() if value}
