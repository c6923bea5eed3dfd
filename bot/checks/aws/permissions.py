"""May the key send? iam:SimulatePrincipalPolicy for the actions of each way, on the identity and the configuration set."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.checks.aws._permissions.principal import NotSimulated, Principal, app_principal, smtp_principal
from bot.checks.aws._permissions.simulated_request import context_of
from bot.checks.aws._permissions.simulation import Decisions, judge_way, table
from bot.checks.failed_lookup import combine, judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import covering, identities, names_for
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Account, Caller, ConfigurationSet, Failure, Owner, ResourceDecision
from bot.core.model import Judgement, Note, skipped, unknown
from bot.core.role import Requirement, Role
from bot.core.sending import actions_of, api_version_of
from bot.core.target import Target
from bot.probes.probes import Probes
from bot.probes.regions import partition_of


@dataclass(frozen=True, slots=True)
class WayEvidence:
    """One way of sending: who signs, and the simulator's decisions. identity_arns: nearest first."""

    way: str
    principal: Principal | NotSimulated | Failure
    decisions: tuple[ResourceDecision, ...] | Failure = ()
    identity_arns: tuple[str, ...] = ()
    set_arn: str = ""
    recipient_arn: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """ways: every configured one. inspector: who asked."""

    ways: tuple[WayEvidence, ...]
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """Principals and identities at the same time, then one simulation for each way."""
    shapes = await context.probes.secrets.shapes()
    lookups = []
    if shapes.smtp_username.usable:
        lookups.append(_way(context, "smtp", shapes.smtp_username.shown))
    if shapes.app_key_id.usable and shapes.app_key_id.shown != shapes.smtp_username.shown:
        lookups.append(_way(context, "app", shapes.app_key_id.shown))
    elif context.target.app_role:
        lookups.append(_way(context, "app", ""))
    if not lookups:
        return Evidence((), None)
    ways, inspector = await with_inspector(context, asyncio.gather(*lookups))
    return Evidence(tuple(ways), inspector)


async def _way(context: Context[Probes], way: str, key_id: str) -> WayEvidence:
    target = context.target
    found_principal = smtp_principal(context, key_id) if way == "smtp" else app_principal(context, key_id)
    principal, found = await asyncio.gather(found_principal, identities(context, target.region))
    if not isinstance(principal, Principal):
        return WayEvidence(way, principal)
    prefix = f"arn:{partition_of(target.region)}:ses:{target.region}:{principal.account}"
    # The nearest verified identity sends. An unverified one cannot, whatever IAM says of it.
    known = sorted(found.identities, key=lambda identity: identity.verified is not True)
    names = tuple(i.name for i in known) or names_for(target)[:2]
    arns = (target.identity_arn,) if found.owner else tuple(f"{prefix}:identity/{name}" for name in names)
    set_name = target.configuration_set or found.default_set
    set_arn = ""
    if set_name and isinstance(await context.probes.aws.configuration_set(set_name), ConfigurationSet):
        set_arn = f"{prefix}:configuration-set/{set_name}"
    values = context_of(target, principal, api_version_of(way, target.sends))
    recipient = await _verified_recipient(context)
    recipient_arn = f"{prefix}:identity/{recipient}" if recipient else ""
    # Where one identity covers both, the sender's row decides.
    recipient_arn = "" if recipient_arn in arns else recipient_arn
    resources = tuple(dict.fromkeys((*arns, *filter(None, (set_arn, recipient_arn)))))
    decisions = await context.probes.aws.simulate(principal.arn, actions_of(way, target.sends), resources, values)
    principal = await _with_boundary(context, principal, decisions)
    return WayEvidence(way, principal, decisions, arns if known or found.owner else (), set_arn, recipient_arn)


async def _verified_recipient(context: Context[Probes]) -> str:
    """The identity that covers the recipient whom the run asks about, in the sandbox only; "" for none."""
    recipient, region = context.options.recipient, context.target.region
    if not recipient:
        return ""
    account = await context.probes.aws.account(region)
    if not isinstance(account, Account) or account.production is not False:
        return ""
    listed = await context.probes.aws.list_identities(region)
    verified = {i.name.lower(): i.name for i in listed if i.verified} if isinstance(listed, tuple) else {}
    return next((verified[name] for name in covering(recipient.lower()) if name in verified), "")


async def _with_boundary(
    context: Context[Probes], principal: Principal, decisions: tuple[ResourceDecision, ...] | Failure
) -> Principal:
    """The principal with its boundary's name, which is asked for only where the boundary denies."""
    denies = isinstance(decisions, tuple) and any(row.boundary_allows is False for row in decisions)
    if not denies or principal.boundary or principal.kind != "user":
        return principal
    owner = await context.probes.aws.user(principal.name)
    return replace(principal, boundary=owner.boundary) if isinstance(owner, Owner) and owner.boundary else principal


def judge(target: Target, evidence: Evidence) -> Judgement:
    """Allowed, or which layer denies."""
    if not evidence.ways:
        return skipped("reason.no_way")
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    judged = [_judge(target, way) for way in evidence.ways]
    together = combine(*judged)
    if len(judged) > 1 and not together.findings and not together.unknown:
        first, second, *_ = (j.note.values for j in judged if j.note)
        both = {"first": first["principal_name"], "first_action": first["action"]}
        both |= {"second": second["principal_name"], "second_action": second["action"]}
        return replace(together, note=Note("note.allowed_both", both))
    return together


def _judge(target: Target, way: WayEvidence) -> Judgement:
    if isinstance(way.principal, NotSimulated):
        if way.principal.finding is not None:
            return Judgement(findings=(way.principal.finding,))
        return unknown(way.principal.reason, principal_arn=way.principal.arn)
    if isinstance(way.principal, Failure):
        return judge_failure(way.principal)
    if isinstance(way.decisions, Failure):
        return judge_failure(way.decisions)
    actions = actions_of(way.way, target.sends)
    decisions = Decisions(way.principal, way.decisions, way.identity_arns, way.set_arn, way.recipient_arn)
    judged = judge_way(way.way, actions, decisions)
    if judged.findings or judged.unknown:
        return replace(judged, tables=(table(decisions),)) if judged.findings else judged
    # Session policies, permission sets and the roles of a chain are not simulated.
    key = "note.allowed_role" if way.principal.kind == "role" else "note.allowed"
    return Judgement(note=Note(key, {"action": ", ".join(actions), "principal_name": way.principal.name}))


CHECK = Check(
    "aws.permissions",
    gather,
    judge,
    asks_region=True,
    role=Role(required_for=(Requirement.SMTP, Requirement.APP), proven_by_mail=True),
)
