import pytest

from bot.lab.aws.access.conditions import holds, lacks, wildcard_match


@pytest.mark.parametrize(
    ("operator", "wanted", "actual", "expected"),
    [
        ("StringEquals", ["a@example.com"], ["a@example.com"], True),
        ("StringEquals", ["a@example.com"], ["A@example.com"], False),
        ("StringEqualsIgnoreCase", ["a@example.com"], ["A@example.com"], True),
        ("StringNotEquals", ["a", "b"], ["b"], False),
        ("StringNotEquals", ["a", "b"], ["c"], True),
        ("StringLike", ["*@example.com"], ["news@example.com"], True),
        ("StringLike", ["*@example.com"], ["news@example.org"], False),
        ("StringNotLike", ["*@example.com"], ["news@example.org"], True),
        ("IpAddress", ["203.0.113.0/24"], ["203.0.113.9"], True),
        ("IpAddress", ["203.0.113.0/24"], ["198.51.100.9"], False),
        ("IpAddress", ["203.0.113.0/24"], ["no address"], False),
        ("NotIpAddress", ["203.0.113.0/24"], ["198.51.100.9"], True),
        ("Bool", ["true"], ["True"], True),
        ("NumericLessThan", ["10"], ["9.5"], True),
        ("NumericLessThan", ["10"], ["10"], False),
        ("DateGreaterThan", ["2026-11-01T00:00:00Z"], ["2026-11-21T00:00:00Z"], True),
        ("DateGreaterThan", ["2026-11-01T00:00:00Z"], ["1700000000"], False),
        ("ArnLike", ["arn:aws:iam::*:user/*"], ["arn:aws:iam::111122223333:user/a"], True),
        ("Null", ["true"], [], True),
        ("Null", ["true"], ["a"], False),
        ("Null", ["false"], ["a"], True),
        ("ForAllValues:StringLike", ["*@example.com"], ["a@example.com", "b@example.org"], False),
        ("ForAllValues:StringLike", ["*@example.com"], [], True),
        ("ForAnyValue:StringLike", ["*@example.com"], ["a@example.com", "b@example.org"], True),
        ("ForAnyValue:StringLike", ["*@example.com"], [], False),
    ],
)
def test_operators(operator: str, wanted: list[str], actual: list[str], expected: bool) -> None:
    assert holds(operator, "Some:Key", wanted, {"some:key": actual}) is expected


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", False),
        ("StringEqualsIfExists", True),
        ("StringNotEquals", True),
        ("IpAddress", False),
        ("NotIpAddress", True),
    ],
)
def test_key_that_the_request_does_not_carry(operator: str, expected: bool) -> None:
    assert holds(operator, "ses:FromAddress", ["x"], {}) is expected


def test_what_the_simulator_calls_missing() -> None:
    assert lacks("StringEquals", "ses:FromAddress", {})
    assert not lacks("StringEqualsIfExists", "ses:FromAddress", {})
    assert not lacks("StringEquals", "ses:FromAddress", {"ses:fromaddress": ["x"]})


def test_unknown_operator_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="StringSmells"):
        holds("StringSmells", "a:b", ["x"], {"a:b": ["x"]})


def test_brackets_are_plain_characters() -> None:
    assert wildcard_match("a[b]*", "a[b]c")
    assert not wildcard_match("a[b]*", "abc")
