"""IAM's condition operators.

Rules: IAM user guide, "IAM JSON policy elements: Condition operators" and "Conditions with multiple context keys".
A key that the request lacks fails a positive operator; it satisfies a negated one, `...IfExists` and
`ForAllValues:...`.
"""

import fnmatch
import ipaddress
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

Context = Mapping[str, Sequence[str]]
"""Values of condition keys. The keys are in lower case, because IAM ignores their case."""


def wildcard_match(pattern: str, text: str) -> bool:
    """Returns True where `text` matches an IAM pattern: `*` is any number of characters, `?` exactly one."""
    return re.fullmatch(fnmatch.translate(pattern.replace("[", "[[]")), text) is not None


def _moment(text: str) -> float:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _within(address: str, network: str) -> bool:
    return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)


_Test = Callable[[str, str], bool]


def _on(convert: Callable[[str], float], compare: Callable[[float, float], bool]) -> _Test:
    return lambda actual, wanted: compare(convert(actual), convert(wanted))


_POSITIVE: dict[str, _Test] = {
    "StringEquals": operator.eq,
    "StringEqualsIgnoreCase": lambda actual, wanted: actual.casefold() == wanted.casefold(),
    "StringLike": lambda actual, wanted: wildcard_match(wanted, actual),
    "ArnEquals": lambda actual, wanted: wildcard_match(wanted, actual),
    "ArnLike": lambda actual, wanted: wildcard_match(wanted, actual),
    "Bool": lambda actual, wanted: actual.casefold() == wanted.casefold(),
    "IpAddress": _within,
    "NumericEquals": _on(float, operator.eq),
    "NumericLessThan": _on(float, operator.lt),
    "NumericLessThanEquals": _on(float, operator.le),
    "NumericGreaterThan": _on(float, operator.gt),
    "NumericGreaterThanEquals": _on(float, operator.ge),
    "DateEquals": _on(_moment, operator.eq),
    "DateLessThan": _on(_moment, operator.lt),
    "DateLessThanEquals": _on(_moment, operator.le),
    "DateGreaterThan": _on(_moment, operator.gt),
    "DateGreaterThanEquals": _on(_moment, operator.ge),
}
_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}


def check_operator(name: str) -> None:
    """Raises ValueError for an operator that IAM does not have."""
    base = name.rpartition(":")[2].removesuffix("IfExists")
    if base not in _POSITIVE and base not in _NEGATED and base != "Null":
        raise ValueError(f"unknown condition operator {name!r}")


def holds(operator_name: str, key: str, wanted: Sequence[str], context: Context) -> bool:
    """Returns True where one line of a Condition block holds. A malformed value (a date, an address) does not match."""
    check_operator(operator_name)
    quantifier, _, rest = operator_name.rpartition(":")
    base = rest.removesuffix("IfExists")
    actual = context.get(key.lower(), ())
    if base == "Null":
        return (str(wanted[0]).lower() == "true") == (not actual)
    negated = base in _NEGATED
    if not actual:
        return rest != base or negated or quantifier == "ForAllValues"
    test = _POSITIVE[_NEGATED.get(base, base)]
    results = [any(_safely(test, value, want) for want in wanted) != negated for value in actual]
    every = quantifier == "ForAllValues" or (not quantifier and negated)
    return all(results) if every else any(results)


def lacks(operator_name: str, key: str, context: Context) -> bool:
    """Returns True where this line needs a key that the context lacks (the simulator's MissingContextValues)."""
    optional = operator_name.endswith("IfExists") or operator_name == "Null"
    return not optional and not context.get(key.lower(), ())


def _safely(test: _Test, actual: str, wanted: str) -> bool:
    try:
        return test(actual, wanted)
    except ValueError:
        return False
