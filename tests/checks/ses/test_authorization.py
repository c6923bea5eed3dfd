import json
from typing import Any

import pytest

from bot.checks.aws._permissions.principal import NotSimulated, Principal
from bot.checks.identity_names import Found
from bot.checks.ses.authorization import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    DENIED,
    DOMAIN,
    INSPECTOR,
    KEY_ID,
    OTHER_ACCOUNT,
    REGION,
    SMTP_KEY_ID,
    failure,
    found,
    identity,
    is_blind,
    reason,
    target,
)

SMTP = Principal(f"arn:aws:iam::{ACCOUNT}:user/mail/myapp-smtp", "smtp", SMTP_KEY_ID)
APP = Principal(f"arn:aws:iam::{ACCOUNT}:role/myapp", "app", KEY_ID)
ARN = f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/example.com"
Sender = Principal | NotSimulated | Failure


def deny(**more: Any) -> dict[str, Any]:
    """A Deny statement. An element given as Not… replaces its plain form."""
    plain = {"Effect": "Deny", "Principal": "*", "Action": "ses:*", "Resource": "*"}
    return {name: value for name, value in plain.items() if f"Not{name}" not in more} | more


def policy(*statements: dict[str, Any]) -> Identity:
    return identity(policies={"guard": json.dumps({"Statement": list(statements)})})


def judged(
    nearest: Identity,
    *senders: Sender,
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(Found(REGION, (nearest,), ()), senders or (SMTP,), inspector))


@pytest.mark.parametrize(
    "statement",
    [
        deny(),
        deny(Action=["ses:SendEmail", "ses:SendRawEmail"]),
        deny(Action="SES:Send*"),
        deny(NotAction="ses:GetAccount"),
        deny(Resource=ARN),
        deny(NotResource="arn:aws:ses:*:*:identity/shop.example"),
        deny(Principal={"AWS": "*"}),
        deny(Principal={"AWS": SMTP.arn}),
        deny(Principal={"AWS": [ACCOUNT]}),
        deny(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
        deny(NotPrincipal={"AWS": f"arn:aws:iam::{ACCOUNT}:user/other"}),
        deny(Condition={"StringLike": {"ses:FromAddress": "*@example.com"}}),
        deny(Condition={"StringNotEquals": {"ses:FromAddress": "billing@example.com"}}),
        deny(Condition={"ForAllValues:StringNotLike": {"ses:fromaddress": ["a@*", "b@*"]}}),
        deny(Condition={"StringEqualsIgnoreCase": {"ses:FromAddress": "NoReply@Example.com"}}),
        deny(Condition={"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/*"}}),
        deny(Condition={"Bool": {"aws:SecureTransport": True}}),
        deny(Condition={"StringNotEqualsIfExists": {"aws:PrincipalAccount": OTHER_ACCOUNT}}),
    ],
)
def test_a_deny_that_matches_for_certain(statement: dict[str, Any]) -> None:
    judgement = judged(policy({"Effect": "Allow", "Principal": "*", "Action": "*"}, statement))
    assert found(judgement) == ["iam.explicit_deny/sending_policy"]
    (finding,) = judgement.findings
    assert (finding.subject, finding.values["layer"]) == ("example.com", "sending_policy")
    assert finding.values["policies"] == ("guard",)
    assert finding.values["principal_name"] == ("myapp-smtp",)
    assert {"identity:example.com", "credential:smtp"} <= finding.about


@pytest.mark.parametrize(
    "statement",
    [
        deny(Effect="Allow"),
        deny(Action="ses:SendBounce"),
        deny(NotAction="ses:Send*"),
        deny(Resource="arn:aws:ses:us-east-1:*:identity/*"),
        deny(Principal={"AWS": OTHER_ACCOUNT}),
        deny(Principal={"Service": "ses.amazonaws.com"}),
        deny(NotPrincipal={"AWS": SMTP.arn}),
        deny(Condition={"StringNotLike": {"ses:FromAddress": "*@example.com"}}),
        deny(Condition={"StringNotEquals": {"ses:FromAddress": "noreply@example.com"}}),
        deny(Condition={"Bool": {"aws:SecureTransport": "false"}}),
        # One condition that does not hold is enough, whatever the other depends on.
        deny(Condition={"StringEquals": {"aws:PrincipalAccount": "1"}, "IpAddress": {"aws:SourceIp": "192.0.2.1"}}),
    ],
)
def test_a_deny_that_is_meant_for_others(statement: dict[str, Any]) -> None:
    judgement = judged(policy(statement))
    assert (found(judgement), judgement.outcome) == ([], Outcome.PASS)
    assert reason(judgement) == "note.policies_allow"


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ({"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, ("aws:SourceIp",)),
        ({"StringNotLike": {"ses:Recipients": "*@example.com"}}, ("ses:Recipients",)),
        ({"StringEquals": {"ses:FromDisplayName": "${aws:username}"}}, ("ses:FromDisplayName",)),
        ({"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}}, ("aws:CurrentTime",)),
        ({"SomeNewOperator": {"ses:FromAddress": "x"}}, ("ses:FromAddress",)),
        (
            {"StringLike": {"ses:FromAddress": "*"}, "Null": {"ses:FeedbackAddress": "true"}},
            ("ses:FeedbackAddress",),
        ),
    ],
)
def test_a_deny_that_depends_on_the_request_is_unknown(condition: dict[str, Any], keys: tuple[str, ...]) -> None:
    judgement = judged(policy(deny(Condition=condition)))
    assert is_blind(judgement)
    assert judgement.note is not None
    assert (judgement.note.key, judgement.note.values["keys"]) == ("reason.deny_depends", keys)


def test_one_action_of_two_that_is_left_only_endangers() -> None:
    assert found(judged(policy(deny(Action="ses:SendEmail")), APP)) == ["~iam.explicit_deny/sending_policy"]
    assert found(judged(policy(deny(Action="ses:SendEmail")), SMTP)) == []
    assert found(judged(policy(deny(Action="ses:Send*Email")), APP)) == ["iam.explicit_deny/sending_policy"]


def test_everybody_who_is_denied_is_named() -> None:
    (finding,) = judged(policy(deny()), SMTP, APP).findings
    assert finding.values["principal_name"] == ("myapp-smtp", "myapp")
    assert finding.values["action"] == "ses:SendRawEmail, ses:SendEmail"


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"Statement": 3}', '{"Statement": [3]}'])
def test_a_policy_that_cannot_be_read_is_unknown(text: str) -> None:
    judgement = judged(identity(policies={"guard": text}))
    assert is_blind(judgement)
    assert reason(judgement) == "reason.policy_unreadable"


def test_conditions_that_are_none_are_unknown() -> None:
    assert is_blind(judged(policy(deny(Condition=["x"]))))


def test_a_single_statement_may_stand_without_a_list() -> None:
    one = identity(policies={"guard": json.dumps({"Statement": deny()})})
    assert found(judged(one)) == ["iam.explicit_deny/sending_policy"]


def test_without_policies_nothing_forbids() -> None:
    judgement = judged(DOMAIN)
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.no_policies")


def test_the_nearest_identitys_policies_hold() -> None:
    found_here = Found(REGION, (identity(name="noreply@example.com"), policy(deny())), ())
    judgement = judge(target(), Evidence(found_here, (SMTP,), INSPECTOR))
    assert (judgement.outcome, reason(judgement)) == (Outcome.PASS, "note.no_policies")


@pytest.mark.parametrize(
    ("found_here", "key"),
    [
        (Found(REGION, (), ()), "reason.no_identity"),
        (Found(REGION, (), (DENIED,)), "reason.identity_unseen"),
        (Found(REGION, (DOMAIN,), (), DENIED), "reason.identity_unseen"),
    ],
)
def test_what_became_of_the_identity_is_told_elsewhere(found_here: Found, key: str) -> None:
    judgement = judge(target(), Evidence(found_here, (), INSPECTOR))
    assert (judgement.outcome, reason(judgement)) == (Outcome.SKIPPED, key)


@pytest.mark.parametrize("kind", BLIND)
def test_who_sends_may_be_unknown(kind: FailureKind) -> None:
    judgement = judged(policy(deny()), failure(kind, "iam:GetUser"))
    assert is_blind(judgement)
    assert judgement.repair is None
    assert is_blind(judged(policy(deny()), NotSimulated("reason.not_aws_user")))


def test_another_accounts_policies_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(policy(deny()), inspector=other, expected_account=ACCOUNT))
