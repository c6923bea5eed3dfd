"""Do the target's configuration set and the identity's default set exist, and do they send?

The TLS policy and the event destinations are shown, not judged: REQUIRE is a choice, and a set without events sends.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.failed_lookup import combine, judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, ConfigurationSet, Failure, FailureKind
from bot.core.evidence.ses import EventDestination
from bot.core.facts import Facts
from bot.core.model import Finding, Judgement, Note, Severity, passed, unknown
from bot.core.role import Requirement, Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Seen:
    """One configuration set and the destinations of its events."""

    name: str
    state: ConfigurationSet | Failure
    events: tuple[EventDestination, ...] | Failure


@dataclass(frozen=True, slots=True)
class Evidence:
    """named: the set that the target names. default: the identity's default set where it is another. inspector: who
    asked.
    """

    named: Seen | None
    default: Seen | None
    found: Found
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The named set and the identities at the same time, then the default set."""
    named = context.target.configuration_set
    lookups = asyncio.gather(identities(context, context.target.region), _seen(context, named))
    (found, seen), inspector = await with_inspector(context, lookups)
    other = "" if found.default_set == named else found.default_set
    return Evidence(seen, await _seen(context, other), found, inspector)


async def _seen(context: Context[Probes], name: str) -> Seen | None:
    if not name:
        return None
    aws = context.probes.aws
    return Seen(name, *await asyncio.gather(aws.configuration_set(name), aws.event_destinations(name)))


def judge(target: Target, evidence: Evidence) -> Judgement:
    """The set in force decides. A default set beside a named one concerns only mail that names none."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    nearest = evidence.found.identities[0].name if evidence.found.identities else target.domain
    if evidence.named is not None:
        beside = _findings(evidence.default, nearest, Severity.WARN, "default_set")
        return combine(_in_force(evidence.named, nearest), Judgement(findings=beside))
    if evidence.default is not None:
        return _in_force(evidence.default, nearest)
    unseen = evidence.found.unseen or next(iter(evidence.found.failures), None)
    return judge_failure(unseen) if unseen else passed(Note("note.no_set"))


def _in_force(seen: Seen, nearest: str) -> Judgement:
    state = seen.state
    if findings := _findings(seen, nearest, Severity.FAIL, ""):
        return Judgement(findings=findings)
    if isinstance(state, Failure):
        return judge_failure(state)
    if state.sending is None:
        return unknown("reason.fields_missing", action="ses:GetConfigurationSet", fields=("SendingEnabled",))
    return passed(_note(seen, state), Facts(configuration_set=seen.name))


def _findings(seen: Seen | None, nearest: str, severity: Severity, variant: str) -> tuple[Finding, ...]:
    """What is certainly wrong with a set."""
    if seen is None:
        return ()
    state = seen.state
    missing = isinstance(state, Failure) and state.kind is FailureKind.NOT_FOUND
    if not missing and not (isinstance(state, ConfigurationSet) and state.sending is False):
        return ()
    code = "config_set.missing" if missing else "config_set.paused"
    values: dict[str, Value] = {"set_name": seen.name, "identity": nearest}
    return (Finding(code, severity, seen.name, frozenset({f"config_set:{seen.name}"}), values, variant),)


def _note(seen: Seen, state: ConfigurationSet) -> Note:
    values: dict[str, Value] = {"set_name": seen.name, "tls_policy": state.tls_policy or "unknown"}
    if isinstance(seen.events, Failure):
        return Note("note.set_events_unseen", values)
    if not seen.events:
        return Note("note.set_silent", values)
    enabled = sum(destination.enabled is True for destination in seen.events)
    return Note("note.set", {**values, "enabled": enabled, "count": len(seen.events)})


CHECK = Check(
    "ses.configuration_set",
    gather,
    judge,
    asks_region=True,
    role=Role(required_for=(Requirement.ANY_MAIL,)),
)
