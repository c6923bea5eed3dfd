"""Does a policy on the identity itself forbid this mail? Its sending authorization policies, for each way of sending."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checks.aws._permissions.principal import NotSimulated, Principal, app_principal, smtp_principal
from bot.checks.failed_lookup import judge_failure, with_inspector, wrong_inspector
from bot.checks.identity_names import Found, identities
from bot.checks.ses._authorization.sending_policy import Denial, Mail, Unreadable, allowing, denials
from bot.core.context import Context
from bot.core.engine import Check
from bot.core.evidence.aws import Caller, Failure
from bot.core.evidence.identity import Identity
from bot.core.model import Finding, Judgement, Note, Severity, passed, skipped, unknown
from bot.core.role import Role
from bot.core.target import Target
from bot.core.values import Value
from bot.probes.probes import Probes
from bot.probes.regions import partition_of

# SMTP uses SendRawEmail only. An application may use either.
_ACTIONS = {"smtp": ("ses:SendRawEmail",), "app": ("ses:SendEmail", "ses:SendRawEmail")}


@dataclass(frozen=True, slots=True)
class Evidence:
    """found: the sender's identities with their policies. senders: who sends, () where no way is configured."""

    found: Found
    senders: tuple[Principal | NotSimulated | Failure, ...]
    inspector: Caller | Failure | None


async def gather(context: Context[Probes]) -> Evidence:
    """The identities come with their policies. Who sends is asked only where there are policies."""
    found, inspector = await with_inspector(context, identities(context, context.target.region))
    if not found.identities or not (found.identities[0].policies or found.owner):
        return Evidence(found, (), inspector)
    shapes = await context.probes.secrets.shapes()
    lookups = []
    if shapes.smtp_username.usable:
        lookups.append(smtp_principal(context, shapes.smtp_username.shown))
    if shapes.app_key_id.usable and shapes.app_key_id.shown != shapes.smtp_username.shown:
        lookups.append(app_principal(context, shapes.app_key_id.shown))
    elif context.target.app_role:
        lookups.append(app_principal(context, ""))
    return Evidence(found, tuple(await asyncio.gather(*lookups)), inspector)


def judge(target: Target, evidence: Evidence) -> Judgement:
    """FAIL where a Deny matches for certain. UNKNOWN where a match depends on what only a real request has."""
    if wrong := wrong_inspector(target, evidence.inspector):
        return wrong
    found = evidence.found
    # ses.identity says what is wrong with the identity.
    if found.failures or (found.unseen and not found.identities[0].policies):
        return skipped("reason.identity_unseen")
    if not found.identities:
        return skipped("reason.no_identity")
    nearest = found.identities[0]
    if not nearest.policies and not found.owner:
        return passed(Note("note.no_policies", {"identity": nearest.name}))
    principals = [s for s in evidence.senders if isinstance(s, Principal)]
    if not principals:
        failure = next((s for s in evidence.senders if isinstance(s, Failure)), None)
        return (
            judge_failure(failure, quiet=True) if failure else unknown("reason.no_sender_known", identity=nearest.name)
        )
    try:
        denied = [(p, a, d) for p in principals for a in _ACTIONS[p.way] for d in _denied(target, nearest, p, a)]
    except Unreadable as policy:
        return unknown("reason.policy_unreadable", policy=str(policy), identity=nearest.name)
    if certain := [(p, a, d) for p, a, d in denied if not d.depends]:
        return Judgement(findings=(_finding(target, nearest, certain),))
    if found.owner and (missing := _missing(target, nearest, principals)) is not None:
        return missing
    if denied:
        keys = tuple(dict.fromkeys(key for _, _, denial in denied for key in denial.depends))
        return unknown("reason.deny_depends", policy=denied[0][2].policy, identity=nearest.name, keys=keys)
    return passed(Note("note.policies_allow", {"identity": nearest.name, "count": len(nearest.policies)}))


def _denied(target: Target, identity: Identity, principal: Principal, action: str) -> list[Denial]:
    return denials(identity.policies, _mail(target, identity, principal, action))


def _mail(target: Target, identity: Identity, principal: Principal, action: str) -> Mail:
    partition = partition_of(target.region)
    root = f"arn:{partition}:iam::{principal.account}:root"
    known = {
        "ses:fromaddress": target.sender,
        "aws:principalarn": principal.arn,
        "aws:principalaccount": principal.account,
        "aws:securetransport": "true",
        "aws:requestedregion": target.region,
    }
    if principal.way == "smtp":
        known["ses:apiversion"] = "2"
    names = frozenset({principal.arn, principal.account, root})
    return Mail(names, action, _arn(target, identity, principal), known)


def _missing(target: Target, identity: Identity, principals: list[Principal]) -> Judgement | None:
    """FAIL where the owner's policies allow a way of sending nothing, UNKNOWN where that depends on the request."""
    open_keys: list[str] = []
    for principal in principals:
        granted = [allowing(identity.policies, _mail(target, identity, principal, a)) for a in _ACTIONS[principal.way]]
        if any(keys == () for keys in granted):
            continue
        if any(granted):
            open_keys += [key for keys in granted for key in keys or ()]
            continue
        values: dict[str, Value] = {
            "identity": identity.name,
            "identity_account": target.identity_account,
            "principal_arn": principal.arn,
            "resource": target.identity_arn,
        }
        about = principal.tokens | {f"identity:{identity.name}"}
        return Judgement(findings=(Finding("identity.not_authorized", Severity.FAIL, identity.name, about, values),))
    if not open_keys:
        return None
    return unknown("reason.allow_depends", identity=identity.name, keys=tuple(dict.fromkeys(open_keys)))


def _arn(target: Target, identity: Identity, principal: Principal) -> str:
    if target.identity_arn:
        return target.identity_arn
    return f"arn:{partition_of(target.region)}:ses:{target.region}:{principal.account}:identity/{identity.name}"


def _finding(target: Target, identity: Identity, denied: list[tuple[Principal, str, Denial]]) -> Finding:
    principals = tuple(dict.fromkeys(principal for principal, _, _ in denied))
    refused = {(principal.way, action) for principal, action, _ in denied}
    values: dict[str, Value] = {
        "action": ", ".join(dict.fromkeys(action for _, action, _ in denied)),
        "resource": _arn(target, identity, principals[0]),
        "principal_arn": tuple(p.arn for p in principals),
        "principal_name": tuple(p.name for p in principals),
        "policies": tuple(dict.fromkeys(denial.policy for _, _, denial in denied)),
        "layer": "sending_policy",
        "identity": identity.name,
    }
    about = frozenset({f"identity:{identity.name}"}).union(*(p.tokens for p in principals))
    # An application has two actions, and the one that is not denied may be the one that it uses.
    stopped = any(all((p.way, action) in refused for action in _ACTIONS[p.way]) for p in principals)
    severity = Severity.FAIL if stopped else Severity.WARN
    return Finding("iam.explicit_deny", severity, identity.name, about, values, "sending_policy")


CHECK = Check("ses.authorization", gather, judge, asks_region=True, role=Role(counts_only_when_unknown=True))
