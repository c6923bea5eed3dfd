"""The flow: a target's checks, run once, to a RunResult. One Service a process; it keeps the AWS clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot import checks
from bot.checks.identity_names import names_for
from bot.core.engine import RUN_DEADLINE, Check, run_checks
from bot.core.evidence.aws import Failure
from bot.core.evidence.message_trace import Trace
from bot.core.evidence.region_survey import Survey
from bot.core.model import CheckResult, RunResult, Value, Vantage
from bot.core.options import Claim, Options, never
from bot.core.redact import Redactor
from bot.core.registry import checks_in
from bot.core.target import Target
from bot.diagnosis.explained_by import settled
from bot.lookups.regions import survey
from bot.lookups.trace import trace
from bot.probes import tls, vantage
from bot.probes.aws.gateway import Gateway, Signer
from bot.probes.probes import context_for
from bot.probes.regions import ses_regions
from bot.probes.secrets import RoleCache

CHECKS = checks_in(checks)
_CLIENTS = ("sts", "sesv2", "iam", "ses")
# Each may take all of the gateway's threads; runs must not wait behind many.
_SURVEYS_AT_ONCE = 2
# What a place can tell by itself, with the application's credentials alone.
PROBE = "probe"
_PROBED = ("aws.endpoint", "aws.identity", "dns.host")


def selected(only: str | None, options: Options | None = None) -> tuple[Check, ...]:
    """The checks of a group (config, aws, ses, dns, smtp), those of a probe, or all, that a run with these options asks."""
    asked = tuple(c for c in CHECKS if c.asked(options or Options()))
    if only == PROBE:
        return tuple(c for c in asked if c.group in ("config", "smtp") or c.id in _PROBED)
    return tuple(c for c in asked if only is None or c.group == only)


def check_ids(only: str | None, options: Options | None = None) -> tuple[str, ...]:
    """Their ids, in the order in which answers show them."""
    return tuple(c.id for c in selected(only, options))


def ways_of(target: Target, results: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """The configured ways of sending; an app key that is the SMTP user's own is evidence, not a second way."""
    smtp = target.smtp is not None and target.smtp.username is not None
    same_key = any(result.judgement.facts.get("same_key") for result in results)
    app = target.app is not None and not (smtp and same_key)
    return tuple(way for way, configured in (("smtp", smtp), ("app", app)) if configured)


class Service:
    """Runs checks. Shared by every run of a process."""

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
    ) -> RunResult:
        """One run. Returns within `deadline` seconds, with every check's result; cancelling leaves no task.

        claim: asked before a simulated mail is sent, and obeyed.
        """
        started, began = datetime.now(UTC), time.monotonic()
        redactor = Redactor()
        context = context_for(target, self._gateway, self._roles, redactor, options, claim, run_id)
        try:
            results = await run_checks(selected(only, options), context, deadline=deadline, on_result=on_result)
        finally:
            context.probes.smtp.close()
            await context.close()
        ms = round((time.monotonic() - began) * 1000)
        known, ways = _context(target, results, context.options), ways_of(target, results)
        place = Vantage(vantage.host(), _address(results), vantage.installed())
        return RunResult(run_id, target.name, target.region, only, ways, started, ms, settled(results), known, place)

    async def survey(self, target: Target, identity: str = "") -> Survey:
        """Where an identity lives, region by region; the sender's own where none is named. Returns within 20 seconds."""
        context = context_for(target, self._gateway, self._roles, Redactor())
        try:
            async with self._surveys:
                return await survey(context, identity or target.sender)
        finally:
            await context.close()

    async def trace(self, target: Target, message_id: str, region: str = "") -> Trace:
        """What became of one mail, asked in the target's region where no other is named. Returns within 20 seconds."""
        context = context_for(target, self._gateway, self._roles, Redactor())
        try:
            return await trace(context, message_id, region or target.region)
        finally:
            await context.close()

    async def warm(self, target: Target, *, inspecting: bool = True) -> None:
        """Load what a target's run needs: AWS clients, TLS context, lists of regions and public suffixes.

        Asks nobody anything, save a credential chain that has to. inspecting: False where the run needs no inspector.
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
        """Take no more runs; threads that still wait for AWS end by their own time limits."""
        self._gateway.close()


def _address(results: tuple[CheckResult, ...]) -> str:
    """This machine's end of the SMTP connection, "" where there was none."""
    return next(
        (str(r.judgement.facts["vantage_address"]) for r in results if r.judgement.facts.get("vantage_address")), ""
    )


def _context(target: Target, results: tuple[CheckResult, ...], options: Options) -> dict[str, Value]:
    """What every guide may use. An unknown value is left out."""
    values: dict[str, Value] = {"target": target.name, "region": target.region, "sender": target.sender}
    values["domain"] = target.domain
    facts: dict[str, Value] = {}
    for result in results:
        facts.update(result.judgement.facts)
    values |= {name: value for name, value in facts.items() if name.startswith("owner.") or name == "smtp_username"}
    account = target.expected_account or facts.get("account") or facts.get("app_account")
    configuration_set = target.configuration_set or facts.get("configuration_set")
    if target.smtp is not None:
        values |= {"smtp_host": target.smtp.host, "smtp_port": target.smtp.port}
    else:
        values |= {"smtp_host": f"email-smtp.{target.region}.amazonaws.com", "smtp_port": 587}
    if options.recipient:
        values["recipient"] = options.recipient
    if account:
        values["account"] = account
    if configuration_set:
        values["configuration_set"] = configuration_set
    return values
