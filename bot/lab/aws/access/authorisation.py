"""Decides whether a caller may do something, by all layers of policies, and words the refusal as AWS does.

Order and rules: IAM user guide, "Policy evaluation logic" and "Troubleshoot access denied error messages".
"""

from dataclasses import dataclass

from bot.lab.aws.access.callers import Layers
from bot.lab.aws.access.policy import Effect, Question, Verdict, judge
from bot.lab.aws.refusals import Problem, Protocol, Refusal, refuse
from bot.lab.world import Policy


@dataclass(frozen=True)
class Decision:
    """The decision of all layers.

    reason: the end of AWS's message, which names the layer; "" when allowed. allowed_by_scp, allowed_by_boundary: None
    where there is no such layer. policies, missing: of identity-based and resource-based policies only, as in the
    simulator's answers.
    """

    effect: Effect
    reason: str = ""
    policies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    allowed_by_scp: bool | None = None
    allowed_by_boundary: bool | None = None


def decide(layers: Layers, question: Question) -> Decision:
    """Returns the decision of all layers.

    A Deny in any layer wins; else a policy must allow it, and so must every limit.
    """
    scp = judge(layers.scp, question) if layers.scp else None
    resource = judge([layers.resource], question) if layers.resource else Verdict("implicitDeny")
    identity = judge(layers.identity, question)
    boundary = _judge_one(layers.boundary, question)
    session = _judge_one(layers.session, question)
    effect, reason = _weigh(scp, resource, identity, boundary, session, question.action)
    named = [verdict for verdict in (identity, resource) if verdict.effect == effect]
    return Decision(
        effect,
        reason,
        policies=tuple(dict.fromkeys(name for verdict in named for name in verdict.policies)),
        missing=tuple(dict.fromkeys((*identity.missing, *resource.missing))),
        allowed_by_scp=None if scp is None else scp.effect == "allowed",
        allowed_by_boundary=None if boundary is None else boundary.effect == "allowed",
    )


def _judge_one(policy: Policy | None, question: Question) -> Verdict | None:
    return judge([policy], question) if policy else None


def _weigh(
    scp: Verdict | None,
    resource: Verdict,
    identity: Verdict,
    boundary: Verdict | None,
    session: Verdict | None,
    action: str,
) -> tuple[Effect, str]:
    for verdict, name in (
        (scp, "a service control policy"),
        (resource, "a resource-based policy"),
        (identity, "an identity-based policy"),
        (boundary, "a permissions boundary"),
        (session, "a session policy"),
    ):
        if verdict and verdict.effect == "explicitDeny":
            return "explicitDeny", f"with an explicit deny in {name}"
    if scp and scp.effect != "allowed":
        return "implicitDeny", f"because no service control policy allows the {action} action"
    if resource.effect == "allowed":
        return "allowed", ""
    if identity.effect != "allowed":
        return "implicitDeny", f"because no identity-based policy allows the {action} action"
    for verdict, name in ((boundary, "permissions boundary"), (session, "session policy")):
        if verdict and verdict.effect != "allowed":
            return "implicitDeny", f"because no {name} allows the {action} action"
    return "allowed", ""


def access_denied(protocol: Protocol, caller_arn: str, action: str, label: str, reason: str) -> Refusal:
    """Returns AWS's AccessDenied error. label: the resource as the service names it in the message."""
    message = f"User: {caller_arn} is not authorized to perform: {action} on resource: {label} {reason}".rstrip()
    return refuse(Problem.ACCESS_DENIED, protocol, message)
