"""Do bounce, complaint and delivery events arrive? Each look is optional: one that is refused is told and decides nothing.

https://docs.aws.amazon.com/ses/latest/dg/monitor-sending-activity-using-notifications.html
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities
from bot.checks.ses._events.delivery import Sender, Taken, taken
from bot.checks.ses._events.places import Look, look_at, places_of
from bot.core.context import Context
from bot.core.engine import Check, Need
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.events import Notifications
from bot.core.evidence.ses import EventDestination
from bot.core.model import Finding, Judgement, Note, Severity, passed
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.regions import partition_of

T = TypeVar("T")
_WANTED = ("BOUNCE", "COMPLAINT")


@dataclass(frozen=True, slots=True)
class Evidence:
    """set_name: the configuration set in force, "" where there is none. notifications: of the nearest identity, None where
    there is none in this account. looks: at the enabled places.
    """

    found: Found
    set_name: str
    destinations: tuple[EventDestination, ...] | Failure
    notifications: Notifications | Failure | None
    looks: tuple[Look, ...]
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The set in force and the identity's notifications, then every enabled place at the same time."""
    aws = context.probes.aws
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    set_name = context.target.configuration_set or found.default_set
    nearest = found.identities[0].name if found.identities and not found.owner else ""
    destinations, notifications = await asyncio.gather(
        aws.event_destinations(set_name) if set_name else _nothing(()),
        aws.notifications(nearest) if nearest else _nothing(None),
    )
    places = places_of(
        () if isinstance(destinations, Failure) else destinations,
        None if isinstance(notifications, Failure) else notifications,
    )
    looks = tuple(await asyncio.gather(*(look_at(context, place) for place in places)))
    return Evidence(found, set_name, destinations, notifications, looks, inspector)


async def _nothing(answer: T) -> T:
    return answer


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Each enabled place that certainly takes nothing, or that there is no place at all."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    sender = _sender(target, evidence)
    all_taken = [taken(look, sender) for look in evidence.looks]
    findings = tuple(_finding(t, evidence) for t in all_taken if t.fault) or _missing(evidence)
    note = _note(evidence, all_taken)
    if findings:
        return Judgement(findings=findings, note=note)
    if _arrives(evidence, all_taken):
        return passed(note)
    failures = _failures(evidence)
    if not evidence.looks and failures:
        return replace(judge_failure(failures[0], quiet=True), missing_permission=None)
    return Judgement(note=note, unknown=True)


def _sender(target: Target, evidence: Evidence) -> Sender:
    caller = evidence.inspector
    account = (caller.account if isinstance(caller, Caller) else None) or target.expected_account or ""
    if not account or not evidence.set_name:
        return Sender(account)
    partition = partition_of(target.region)
    return Sender(account, f"arn:{partition}:ses:{target.region}:{account}:configuration-set/{evidence.set_name}")


def _missing(evidence: Evidence) -> tuple[Finding, ...]:
    """A finding where all destinations are off, or where no way is left for bounces and complaints."""
    destinations, notifications = evidence.destinations, evidence.notifications
    if isinstance(destinations, Failure) or not isinstance(notifications, Notifications):
        return ()
    covered = {event for look in evidence.looks for event in look.place.events}
    open_events = tuple(event for event in _WANTED if event not in covered)
    if not open_events or _set_unseen(evidence):
        return ()
    if destinations and all(d.enabled is False for d in destinations):
        names = tuple(d.name for d in destinations)
        return (_made("all_disabled", evidence, names[0], {"destinations": names}),)
    if any(d.enabled is None for d in destinations) or _forwarding(evidence) is not False:
        return ()
    return (_made("", evidence, evidence.set_name or evidence.found.identities[0].name, {"events": open_events}),)


def _forwarding(evidence: Evidence) -> bool | None:
    """Whether bounces and complaints are sent by mail. The two APIs say the same; either is enough."""
    seen = evidence.notifications
    told = seen.forwarding if isinstance(seen, Notifications) else None
    identities_ = evidence.found.identities
    return told if told is not None else (identities_[0].forwarding if identities_ else None)


def _set_unseen(evidence: Evidence) -> bool:
    """True where the identity may have a default set that could not be seen."""
    return not evidence.set_name and bool(evidence.found.unseen or evidence.found.failures)


def _arrives(evidence: Evidence, all_taken: list[Taken]) -> bool:
    return any(t.good for t in all_taken) or _forwarding(evidence) is True


def _failures(evidence: Evidence) -> list[Failure]:
    asked = (evidence.destinations, evidence.notifications, *(look.state for look in evidence.looks))
    return [a for a in asked if isinstance(a, Failure)] + [*evidence.found.failures[:1]]


def _note(evidence: Evidence, all_taken: list[Taken]) -> Note:
    arriving = [f"{t.place.kind} {t.place.label}".strip() for t in all_taken if t.good]
    arriving += ["forwarding"] if _forwarding(evidence) else []
    unseen = [f"{t.place.kind} {t.place.label} ({t.unseen})" for t in all_taken if t.unseen]
    unseen += [a.action for a in (evidence.destinations, evidence.notifications) if isinstance(a, Failure)]
    values: dict[str, Value] = {"arriving": tuple(arriving), "unseen": tuple(unseen)}
    if arriving:
        return Note("note.events_partly", values) if unseen else Note("note.events", values)
    return Note("note.events_unseen", values) if unseen else Note("note.events_nowhere", values)


def _finding(one: Taken, evidence: Evidence) -> Finding:
    values: dict[str, Value] = {"resource": one.place.arn, "detail": one.detail, "destination_kind": one.place.kind}
    if one.place.kind == "SNS":
        values |= {"topic_arn": one.place.arn, "kms_key": one.key}
    return _made(one.fault, evidence, one.place.label, values)


def _made(variant: str, evidence: Evidence, subject: str, more: dict[str, Value]) -> Finding:
    values: dict[str, Value] = {"set_name": evidence.set_name, "destination": subject, **more}
    return Finding("events.not_delivered", Severity.WARN, subject, frozenset({f"events:{subject}"}), values, variant)


CHECK = Check(
    "ses.events",
    gather,
    judge,
    needs=(Need("ses.configuration_set", frozenset({"config_set.missing"})),),
    asks_region=True,
)
