"""Has SES, or the account itself, paused the sender's identity or configuration set for its reputation?"""

from __future__ import annotations

from dataclasses import dataclass

from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.ses import PausedEntity
from bot.core.model import Finding, Judgement, Note, Severity, passed
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes


@dataclass(frozen=True, slots=True)
class Evidence:
    """paused: everything that is paused in the region. found: the sender's identities."""

    paused: tuple[PausedEntity, ...] | Failure
    found: Found
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """sesv2:ListReputationEntities, only entities that may not send."""
    paused, inspector = await with_inspector(context, context.probes.aws.paused_entities())
    return Evidence(paused, await identities(context, context.target.region), inspector)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """FAIL for what this sender's mail uses. A paused tenant is only named, because it is not known which tenant the mail is
    for.
    """
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    if isinstance(evidence.paused, Failure):
        return judge_failure(evidence.paused, quiet=True)
    used = _used(target, evidence.found)
    findings = tuple(_finding(entity) for entity in evidence.paused if _resource(entity) in used)
    tenants = tuple(_resource(e).split("/")[1] for e in evidence.paused if _resource(e).startswith("tenant/"))
    if findings:
        return Judgement(findings=findings)
    return passed(Note("note.tenants_paused", {"tenants": tenants}) if tenants else Note("note.nothing_paused"))


def _used(target: Target, found: Found) -> set[str]:
    """The nearest identity and the configuration set, which this sender's mail uses."""
    used = {f"identity/{found.identities[0].name}"} if found.identities else set()
    if name := target.configuration_set or found.default_set:
        used.add(f"configuration-set/{name}")
    return used


def _resource(entity: PausedEntity) -> str:
    return entity.reference.split(":", 5)[-1]


def _finding(entity: PausedEntity) -> Finding:
    kind, _, name = _resource(entity).partition("/")
    values: dict[str, Value] = {
        "kind": kind,
        "name": name,
        "resource": entity.reference,
        "told": entity.cause,
        "since_at": entity.since.isoformat() if entity.since else "",
    }
    by_ses = entity.by_ses == "DISABLED"
    token = "identity" if kind == "identity" else "config_set"
    variant = ("" if entity.cause and entity.since else "unexplained") if by_ses else "by_you"
    return Finding("reputation.sending_paused", Severity.FAIL, name, frozenset({f"{token}:{name}"}), values, variant)


CHECK = Check("ses.entities", gather, judge, asks_region=True)
