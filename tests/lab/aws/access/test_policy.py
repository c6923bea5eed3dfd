import pytest

from bot.lab.aws.access.policy import Question, condition_keys, judge, parse_policy
from bot.lab.world import Policy, allow, deny

IDENTITY = "arn:aws:ses:eu-central-1:111122223333:identity/example.com"


def effect(policies: list[Policy], action: str = "ses:SendRawEmail", resource: str = IDENTITY, **context: str) -> str:
    filled = {name.replace("_", ":"): [value] for name, value in context.items()}
    return judge(policies, Question(action, resource, filled, "arn:aws:iam::111122223333:user/a")).effect


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([], "implicitDeny"),
        ([allow("ses:SendRawEmail")], "allowed"),
        ([allow("SES:sendrawemail")], "allowed"),
        ([allow("ses:Send*")], "allowed"),
        ([allow("*")], "allowed"),
        ([allow("ses:SendEmail")], "implicitDeny"),
        ([allow("ses:*", on=["arn:aws:ses:*:111122223333:identity/*"])], "allowed"),
        ([allow("ses:*", on=["arn:aws:ses:us-east-1:*:identity/example.com"])], "implicitDeny"),
        ([allow("ses:*", on=[IDENTITY.upper()])], "implicitDeny"),
        ([allow("ses:*"), deny("ses:SendRawEmail")], "explicitDeny"),
        ([allow("ses:*"), deny("ses:Get*")], "allowed"),
    ],
)
def test_actions_and_resources(policies: list[Policy], expected: str) -> None:
    assert effect(policies) == expected


def test_an_operation_on_everything_needs_a_statement_on_everything() -> None:
    assert effect([allow("ses:GetAccount", on=[IDENTITY])], "ses:GetAccount", "*") == "implicitDeny"
    assert effect([allow("ses:GetAccount")], "ses:GetAccount", "*") == "allowed"


def test_not_action_and_not_resource() -> None:
    statement = {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:ses:*:*:identity/example.org"}
    policy = Policy("p", {"Statement": statement})
    assert effect([policy]) == "allowed"
    assert effect([policy], "iam:GetUser") == "implicitDeny"
    assert effect([policy], resource="arn:aws:ses:eu-central-1:111122223333:identity/example.org") == "implicitDeny"


def test_conditions_and_what_they_miss() -> None:
    policy = allow("ses:*", when={"StringEquals": {"ses:FromAddress": "a@example.com"}})
    assert effect([policy], ses_fromaddress="a@example.com") == "allowed"
    assert effect([policy], ses_fromaddress="b@example.com") == "implicitDeny"
    verdict = judge([policy], Question("ses:SendRawEmail", IDENTITY, {}))
    assert (verdict.effect, verdict.missing) == ("implicitDeny", ("ses:FromAddress",))
    other = judge([policy], Question("iam:GetUser", IDENTITY, {}))
    assert other.missing == ()


def test_matched_policies_are_named() -> None:
    verdict = judge([allow("ses:*", name="one"), deny("ses:*", name="two")], Question("ses:GetAccount", "*", {}))
    assert verdict.policies == ("two",)


def test_policy_variables() -> None:
    policy = allow("ses:*", on=["arn:aws:ses:*:*:identity/${aws:username}"])
    assert effect([policy], aws_username="example.com") == "allowed"
    assert effect([policy], aws_username="example.org") == "implicitDeny"
    assert effect([policy]) == "implicitDeny"


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("*", "allowed"),
        ({"AWS": "arn:aws:iam::111122223333:user/a"}, "allowed"),
        ({"AWS": ["111122223333"]}, "allowed"),
        ({"AWS": "arn:aws:iam::111122223333:root"}, "allowed"),
        ({"AWS": "arn:aws:iam::111122223333:user/b"}, "implicitDeny"),
        ({"Service": "ses.amazonaws.com"}, "implicitDeny"),
    ],
)
def test_principals(principal: object, expected: str) -> None:
    document = {"Statement": [{"Effect": "Allow", "Principal": principal, "Action": "ses:*", "Resource": IDENTITY}]}
    assert effect([Policy("p", document)]) == expected


@pytest.mark.parametrize("asking", ["", "x", "111122223333", "a:b:c:d:e"])
def test_a_principal_that_is_no_arn_is_nobody(asking: str) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "ses:*"}
    question = Question("ses:SendEmail", IDENTITY, {}, asking)
    assert judge([Policy("p", {"Statement": statement})], question).effect == "implicitDeny"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"Version": "2012-10-17"}'])
def test_texts_that_are_no_policy(text: str) -> None:
    with pytest.raises(ValueError):
        parse_policy("p", text)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": "x"}]},
        {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringLike": "x"}}]},
        {"Statement": "x"},
        {"Statement": [{"Action": "*", "Resource": "*"}]},
        {"Statement": [{"Effect": "Allow", "Resource": "*"}]},
        {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Smells": {"a": "b"}}}]},
    ],
)
def test_documents_that_iam_would_not_take(document: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        effect([Policy("broken", document)])


def test_condition_keys_are_listed_once() -> None:
    policies = [
        allow("ses:*", when={"StringLike": {"ses:FromAddress": "*", "aws:SourceIp": "*"}}),
        deny("ses:*", when={"StringNotLike": {"ses:FromAddress": "x"}}),
    ]
    assert condition_keys(policies) == ["ses:FromAddress", "aws:SourceIp"]
