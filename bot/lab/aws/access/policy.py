"""Evaluates a set of IAM policies for one action on one resource, without callers and layers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.lab.aws.access.conditions import Context, check_operator, holds, lacks, wildcard_match
from bot.lab.world import Policy

Effect = Literal["allowed", "explicitDeny", "implicitDeny"]


@dataclass(frozen=True)
class Question:
    """May this be done? resource: an ARN or "*". principal: an ARN, for policies that name principals."""

    action: str
    resource: str
    context: Context
    principal: str | None = None


@dataclass(frozen=True)
class Verdict:
    """The effect, the names of the policies that decided it, and the condition keys that were needed but missing."""

    effect: Effect
    policies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def judge(policies: Iterable[Policy], question: Question) -> Verdict:
    """Returns the verdict of all policies. A Deny wins over an Allow; without either, it is implicitDeny."""
    matched: dict[str, dict[str, None]] = {"Allow": {}, "Deny": {}}
    missing: dict[str, None] = {}
    for policy in policies:
        for statement in statements(policy):
            if not _concerns(statement, question):
                continue
            lines = list(condition_lines(statement))
            missing.update((key, None) for name, key, _ in lines if lacks(name, key, question.context))
            if all(
                holds(name, key, _fill_variables(wanted, question.context), question.context)
                for name, key, wanted in lines
            ):
                matched[statement["Effect"]][policy.name] = None
    if matched["Deny"]:
        return Verdict("explicitDeny", tuple(matched["Deny"]), tuple(missing))
    effect: Effect = "allowed" if matched["Allow"] else "implicitDeny"
    return Verdict(effect, tuple(matched["Allow"]), tuple(missing))


def parse_policy(name: str, text: str) -> Policy:
    """Returns a policy from the JSON of a request. Raises ValueError where IAM would not accept it."""
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("a policy is a JSON object")
    policy = Policy(name, document)
    statements(policy)
    return policy


def statements(policy: Policy) -> list[dict[str, Any]]:
    """Returns the statements of a policy. Raises ValueError where IAM would not accept the document."""
    found = policy.document.get("Statement")
    listed = [found] if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(statement, dict) for statement in listed):
        raise ValueError(f"policy {policy.name!r} has no statements")
    for statement in listed:
        if statement.get("Effect") not in {"Allow", "Deny"}:
            raise ValueError(f"policy {policy.name!r} has a statement without an Effect")
        if "Action" not in statement and "NotAction" not in statement:
            raise ValueError(f"policy {policy.name!r} has a statement without an Action")
        conditions = statement.get("Condition", {})
        if not isinstance(conditions, dict) or not all(isinstance(keys, dict) for keys in conditions.values()):
            raise ValueError(f"policy {policy.name!r} has a Condition that is no block of operators and keys")
        for name, _, _ in condition_lines(statement):
            check_operator(name)
    return listed


def condition_lines(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yields operator, key and wanted values of each line in a statement's Condition block."""
    for name, keys in statement.get("Condition", {}).items():
        for key, wanted in keys.items():
            yield name, key, _as_list(wanted)


def condition_keys(policies: Iterable[Policy]) -> list[str]:
    """Returns every condition key that the policies use, each once, in their order."""
    return list(
        dict.fromkeys(
            key for policy in policies for statement in statements(policy) for _, key, _ in condition_lines(statement)
        )
    )


def _concerns(statement: Mapping[str, Any], question: Question) -> bool:
    action = question.action.lower()
    actions = _as_list(statement.get("Action", statement.get("NotAction", ())))
    if any(wildcard_match(pattern.lower(), action) for pattern in actions) != ("Action" in statement):
        return False
    if "Principal" in statement and not _names(statement["Principal"], question.principal):
        return False
    if "Resource" not in statement and "NotResource" not in statement:
        # A trust policy, or a sending-authorization policy without a resource, applies to the resource that it is
        # attached to.
        return True
    resources = _fill_variables(_as_list(statement.get("Resource", statement.get("NotResource", ()))), question.context)
    return any(wildcard_match(pattern, question.resource) for pattern in resources) == ("Resource" in statement)


def _names(principal: object, asking: str | None) -> bool:
    if principal == "*":
        return True
    if not isinstance(principal, dict) or asking is None:
        return False
    partition, account = (*asking.split(":"), "", "", "", "", "")[1:5:3]
    names = {"*", asking, account, f"arn:{partition}:iam::{account}:root"} - {""}
    return not names.isdisjoint(_as_list(principal.get("AWS", ())))


def _as_list(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    # A policy may contain JSON's true and false, which IAM compares as words.
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _fill_variables(patterns: Sequence[str], context: Context) -> list[str]:
    """Returns the patterns with policy variables (`${aws:username}`) filled in, without those that cannot be filled."""
    filled = []
    for pattern in patterns:
        names = re.findall(r"\$\{([^}]+)\}", pattern)
        if all(len(context.get(name.lower(), ())) == 1 for name in names):
            filled.append(re.sub(r"\$\{([^}]+)\}", lambda found: context[found[1].lower()][0], pattern))
    return filled
