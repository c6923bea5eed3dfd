"""Whether a statement of a sending authorization policy matches one mail: yes, no, or depending on the request. Pure.

Grammar: https://docs.aws.amazon.com/ses/latest/dg/sending-authorization-policies.html Only another account needs an Allow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mail:
    """One way of sending. principals: every name that a policy may use for the sender: its ARN, its account, the root's ARN.

    known: condition keys in lower case, with their values, as far as they are certain.
    """

    principals: frozenset[str]
    action: str
    resource: str
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Denial:
    """A Deny that matches a mail. depends: the condition keys that only a real request has; () where it matches for
    certain.
    """

    policy: str
    depends: tuple[str, ...] = ()


class Unreadable(Exception):
    """A policy that cannot be read. str() is its name."""


def denials(policies: Mapping[str, str], mail: Mail) -> list[Denial]:
    """Every Deny that matches a mail or may match it. Raises Unreadable."""
    return [denial for name, text in sorted(policies.items()) for denial in _denials(name, text, mail)]


def allowing(policies: Mapping[str, str], mail: Mail) -> tuple[str, ...] | None:
    """() where a statement allows a mail for certain, None where none does, else the condition keys on which it depends.

    Raises Unreadable.
    """
    found: tuple[str, ...] | None = None
    for name, text in sorted(policies.items()):
        for statement in _statements(name, text):
            if statement.get("Effect") != "Allow" or not _concerns(statement, mail):
                continue
            open_keys = _open_keys(name, statement, mail.known)
            if open_keys == ():
                return ()
            found = found or open_keys
    return found


def _denials(name: str, text: str, mail: Mail) -> Iterator[Denial]:
    for statement in _statements(name, text):
        if statement.get("Effect") != "Deny" or not _concerns(statement, mail):
            continue
        open_keys = _open_keys(name, statement, mail.known)
        if open_keys is not None:
            yield Denial(name, open_keys)


def _statements(name: str, text: str) -> Sequence[Mapping[str, Any]]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise Unreadable(name) from error
    found = document.get("Statement") if isinstance(document, dict) else None
    statements = [s for s in (found if isinstance(found, list) else [found]) if isinstance(s, dict)]
    if not statements or (isinstance(found, list) and len(statements) < len(found)):
        raise Unreadable(name)
    return statements


def _concerns(statement: Mapping[str, Any], mail: Mail) -> bool:
    return (
        _matches(statement, "Action", mail.action, fold=True)
        and _matches(statement, "Resource", mail.resource)
        and _names(statement, mail.principals)
    )


def _matches(statement: Mapping[str, Any], element: str, value: str, *, fold: bool = False) -> bool:
    """Action or NotAction, Resource or NotResource. A statement with neither concerns its own identity."""
    for name, wanted in ((element, True), (f"Not{element}", False)):
        if name in statement:
            return any(_like(pattern, value, fold=fold) for pattern in _listed(statement[name])) is wanted
    return True


def _names(statement: Mapping[str, Any], principals: frozenset[str]) -> bool:
    for name, wanted in (("Principal", True), ("NotPrincipal", False)):
        if name in statement:
            given = statement[name]
            kinds = (given.get("AWS", ()), given.get("Service", ())) if isinstance(given, Mapping) else (given,)
            named = [name for kind in kinds for name in _listed(kind)]
            return ("*" in named or not principals.isdisjoint(named)) is wanted
    return False


def _open_keys(policy: str, statement: Mapping[str, Any], known: Mapping[str, str]) -> tuple[str, ...] | None:
    """None where a condition does not hold, () where all hold, else the keys that are not known before a real request."""
    conditions = statement.get("Condition", {})
    if not isinstance(conditions, Mapping) or not all(isinstance(keys, Mapping) for keys in conditions.values()):
        raise Unreadable(policy)
    unknown = []
    for operator, keys in conditions.items():
        for key, wanted in keys.items():
            holds = _holds(operator, known.get(key.lower()), _listed(wanted))
            if holds is False:
                return None
            if holds is None:
                unknown.append(key)
    return tuple(dict.fromkeys(unknown))


def _holds(operator: str, value: str | None, wanted: Sequence[str]) -> bool | None:
    """Whether one line of a condition holds. None where that depends on the request, or where the operator is not known
    here.
    """
    # For a single value a set operator means the same as the plain one.
    name = re.sub(r"^For(All|Any)Values?:", "", operator, flags=re.IGNORECASE).lower().removesuffix("ifexists")
    if value is None or any("${" in pattern for pattern in wanted):
        return None
    match name:
        case "stringequals" | "arnequals" | "arnlike" | "stringlike" | "bool":
            return _any(name, value, wanted)
        case "stringnotequals" | "arnnotequals" | "arnnotlike" | "stringnotlike":
            return not _any(name.replace("not", "", 1), value, wanted)
        case "stringequalsignorecase":
            return value.lower() in {pattern.lower() for pattern in wanted}
        case "stringnotequalsignorecase":
            return value.lower() not in {pattern.lower() for pattern in wanted}
    return None


def _any(name: str, value: str, wanted: Sequence[str]) -> bool:
    if name == "stringequals":
        return value in wanted
    if name == "bool":
        return value.lower() in {pattern.lower() for pattern in wanted}
    return any(_like(pattern, value) for pattern in wanted)


def _like(pattern: str, value: str, *, fold: bool = False) -> bool:
    """Whether the value matches a pattern with * (anything) and ? (one character)."""
    regex = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(regex, value, re.IGNORECASE | re.DOTALL if fold else re.DOTALL) is not None


def _listed(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [str(item).lower() if isinstance(item, bool) else str(item) for item in items]
