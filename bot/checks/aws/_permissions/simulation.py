"""From the simulator's decisions to findings: explicit and implicit denial, boundary, SCP, configuration set. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.checks.aws._permissions.principal import Principal
from bot.checks.aws._permissions.simulated_request import unknown_keys
from bot.core.evidence.aws import ResourceDecision
from bot.core.model import Finding, Judgement, Severity, Table, unknown
from bot.core.values import Value

ALLOWED = "allowed"
_DENIED = ("explicitDeny", "implicitDeny")
# Causes whose guides have a policy that allows both actions at once.
_WITH_BOTH = ("iam.access_denied", "iam.configuration_set_not_allowed")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions about one principal. identity_arns: of identities that exist, nearest first; () where none is known
    to. recipient_arn: of the verified recipient, which the sandbox checks too; "" outside it.
    """

    principal: Principal
    rows: tuple[ResourceDecision, ...]
    identity_arns: tuple[str, ...]
    set_arn: str
    recipient_arn: str = ""

    def of(self, action: str, resource: str) -> ResourceDecision | None:
        """The decision on one resource. An emulator without results by resource gives one for all of them."""
        rows = [r for r in self.rows if r.action == action]
        exact = next((r for r in rows if r.resource == resource), None)
        return exact or (rows[0] if len(rows) == 1 else None)


def judge_way(way: str, actions: tuple[str, ...], decisions: Decisions) -> Judgement:
    """FAIL where no action that this way needs is allowed, WARN where one of two is."""
    judged = {action: _judge_action(action, decisions) for action in actions}
    refused = {action: j for action, j in judged.items() if j is not None}
    if not refused:
        return Judgement()
    if open_question := next((j for j in refused.values() if isinstance(j, Judgement)), None):
        return open_question
    findings = [f for f in refused.values() if isinstance(f, Finding)]
    if len(refused) == len(actions):
        return Judgement(findings=tuple(_each_reason(refused, findings)))
    first = findings[0]
    variant = "one_of_two" if first.code == "iam.access_denied" else first.variant
    return Judgement(findings=(_with(first, Severity.WARN, str(first.values["action"]), variant),))


def _each_reason(actions: Iterable[str], findings: list[Finding]) -> Iterator[Finding]:
    """One finding for each reason. Actions that are refused for the same one share it; two reasons are two things to fix."""
    by_reason: dict[tuple[str, str], list[tuple[str, Finding]]] = {}
    for action, finding in zip(actions, findings, strict=True):
        by_reason.setdefault((finding.code, finding.variant), []).append((action, finding))
    for refused in by_reason.values():
        first = refused[0][1]
        both = len(refused) > 1 and first.code in _WITH_BOTH
        named = ", ".join(action for action, _ in refused)
        judged = _with(first, Severity.FAIL, named, "both" if both else first.variant)
        # What denies one action does not explain why another is not allowed.
        apart = len(by_reason) > 1 and judged.code == "iam.explicit_deny"
        yield replace(judged, about=frozenset({f"action:{named}@{judged.subject}"})) if apart else judged


def _judge_action(action: str, decisions: Decisions) -> Finding | Judgement | None:
    identity = _on_identity(action, decisions)
    if isinstance(identity, Judgement):
        return identity
    if identity is not None:
        return _finding(action, identity, decisions, identity.resource)
    if decisions.recipient_arn:
        # In the sandbox SES asks IAM about the recipient's identity as well.
        recipient = decisions.of(action, decisions.recipient_arn)
        if recipient is not None and recipient.decision in _DENIED:
            open_question = _context_missing(recipient, decisions.principal)
            return open_question or _finding(action, recipient, decisions, decisions.recipient_arn)
    if not decisions.set_arn:
        return None
    on_set = decisions.of(action, decisions.set_arn)
    if on_set is None or on_set.decision not in (ALLOWED, *_DENIED):
        return _no_decision(decisions.set_arn)
    if on_set.decision == ALLOWED:
        return None
    return _context_missing(on_set, decisions.principal) or _finding(
        action, on_set, decisions, decisions.set_arn, of_set=True
    )


def _on_identity(action: str, decisions: Decisions) -> ResourceDecision | Judgement | None:
    """None where sending as the identity is allowed. The nearest identity that exists decides; where none is known, any that
    could.
    """
    others = (decisions.set_arn, decisions.recipient_arn)
    rows = [r for r in decisions.rows if r.action == action and (r.resource not in others or not r.resource)]
    if decisions.identity_arns:
        row = decisions.of(action, decisions.identity_arns[0])
        rows = [row] if row else []
    if not rows:
        return _no_decision(decisions.identity_arns[0] if decisions.identity_arns else "")
    if any(row.decision == ALLOWED for row in rows):
        return None
    if rows[0].decision not in _DENIED:
        return _no_decision(rows[0].resource)
    return _context_missing(rows[0], decisions.principal) or rows[0]


def _context_missing(row: ResourceDecision, principal: Principal) -> Judgement | None:
    """UNKNOWN where the denial depends on a condition key that only a real request has, else None."""
    missing = unknown_keys(row.missing_context, principal)
    if not missing or row.boundary_allows is False or row.organization_allows is False:
        return None
    if [key.lower() for key in missing] == ["ses:apiversion"]:
        return unknown("reason.api_version", action=row.action)
    return unknown("reason.context_keys", keys=missing, action=row.action)


def _no_decision(resource: str) -> Judgement:
    return unknown("reason.incomplete", action="iam:SimulatePrincipalPolicy", code="", message=resource)


def _finding(
    action: str, row: ResourceDecision, decisions: Decisions, resource: str, *, of_set: bool = False
) -> Finding:
    principal = decisions.principal
    values: dict[str, Value] = {
        "action": action,
        "resource": resource,
        "principal_arn": principal.arn,
        "principal_name": principal.name,
        "principal_kind": principal.kind,
        "policies": row.matched,
        "layer": "identity",
    }
    about = principal.tokens
    if row.organization_allows is False:
        return Finding(
            "iam.explicit_deny", Severity.FAIL, principal.name, about, {**values, "layer": "scp"}, variant="scp"
        )
    if row.boundary_allows is False:
        boundary: dict[str, Value] = {**values, "layer": "boundary", "boundary_arn": principal.boundary}
        return Finding("iam.explicit_deny", Severity.FAIL, principal.name, about, boundary, variant="boundary")
    if row.decision == "explicitDeny":
        return Finding("iam.explicit_deny", Severity.FAIL, principal.name, about, values)
    if of_set:
        values["set_name"] = resource.rpartition("/")[2]
        return Finding("iam.configuration_set_not_allowed", Severity.FAIL, principal.name, about, values)
    return Finding("iam.access_denied", Severity.FAIL, principal.name, about, values)


def _with(finding: Finding, severity: Severity, action: str, variant: str) -> Finding:
    values = {**finding.values, "action": action}
    return Finding(finding.code, severity, finding.subject, finding.about, values, variant)


def table(decisions: Decisions) -> Table:
    """The simulator's decisions by resource."""
    rows = [
        (decisions.principal.name, row.action, row.resource.rpartition(":")[2] or row.resource, _verdict(row))
        for row in decisions.rows
    ]
    return Table("permissions", ("principal_name", "action", "resource", "decision"), tuple(rows))


def _verdict(row: ResourceDecision) -> str:
    if row.organization_allows is False:
        return "scp"
    return "boundary" if row.boundary_allows is False else row.decision
