"""IAM policy documents, with `allow` and `deny` to write short ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PolicyDocument = dict[str, Any]
Conditions = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass
class Policy:
    """A named IAM policy. document: the JSON that a person would write in the console."""

    name: str
    document: PolicyDocument


def allow(*actions: str, on: Sequence[str] = ("*",), when: Conditions | None = None, name: str = "allow") -> Policy:
    """Returns a policy with one Allow statement for `actions` on the resources `on`, under the conditions `when`."""
    return Policy(name, _document("Allow", actions, on, when))


def deny(*actions: str, on: Sequence[str] = ("*",), when: Conditions | None = None, name: str = "deny") -> Policy:
    """Returns a policy with one Deny statement. In an SCP or a boundary, also add one that allows."""
    return Policy(name, _document("Deny", actions, on, when))


def _document(
    effect: str, actions: Sequence[str], resources: Sequence[str], conditions: Conditions | None
) -> PolicyDocument:
    statement: dict[str, Any] = {"Effect": effect, "Action": list(actions), "Resource": list(resources)}
    if conditions:
        statement["Condition"] = {operator: dict(keys) for operator, keys in conditions.items()}
    return {"Version": "2012-10-17", "Statement": [statement]}
