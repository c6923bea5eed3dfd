"""Mail that is sent as another account's identity: whose the identity is, and what its owner allows."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.checks.aws._permissions.principal import Principal
from bot.checks.identity_names import Found
from bot.checks.ses import authorization, identity, region
from bot.core.evidence.aws import FailureKind
from bot.core.evidence.identity import Identity
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    DOMAIN,
    INSPECTOR,
    KEY_ID,
    OTHER_ACCOUNT,
    REGION,
    TARGET,
    failure,
    found,
    reason,
)

ARN = f"arn:aws:ses:{REGION}:{OTHER_ACCOUNT}:identity/example.com"
OF = replace(TARGET, identity_arn=ARN)
APP = Principal(f"arn:aws:iam::{ACCOUNT}:user/myapp", "app", KEY_ID)


def owned(*identities: Identity) -> Found:
    return Found(REGION, identities, (), owner=OTHER_ACCOUNT)


def policy(**changes: object) -> Mapping[str, str]:
    statement = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "ses:Send*", "Resource": ARN} | changes
    return {"delegate": json.dumps({"Statement": [statement]})}


def judged(policies: Mapping[str, str]) -> Judgement:
    evidence = authorization.Evidence(owned(replace(DOMAIN, policies=policies)), (APP,), INSPECTOR)
    return authorization.judge(OF, evidence)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"Principal": {"AWS": APP.arn}},
        {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}},
        {"Action": ["ses:SendRawEmail"]},
        {"Condition": {"StringEquals": {"ses:FromAddress": TARGET.sender}}},
    ],
)
def test_what_the_owner_allows_is_no_finding(changes: dict[str, object]) -> None:
    assert found(judged(policy(**changes))) == []
    assert judged(policy(**changes)).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "changes",
    [
        {"Principal": {"AWS": "777788889999"}},
        {"Action": "ses:SendTemplatedEmail"},
        {"Resource": ARN.replace("example.com", "example.org")},
        {"Effect": "Deny", "Action": "ses:DeleteEmailIdentity"},
        {"Condition": {"StringEquals": {"ses:FromAddress": "other@example.com"}}},
    ],
)
def test_what_the_owner_does_not_allow_is_the_cause(changes: dict[str, object]) -> None:
    judgement = judged(policy(**changes))
    assert found(judgement) == ["identity.not_authorized"]
    assert judgement.findings[0].values["identity_account"] == OTHER_ACCOUNT


def test_no_policy_at_all_allows_nothing() -> None:
    assert found(judged({})) == ["identity.not_authorized"]


def test_an_allow_that_depends_on_the_request_is_unknown() -> None:
    judgement = judged(policy(Condition={"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}))
    assert (judgement.outcome, reason(judgement)) == (Outcome.UNKNOWN, "reason.allow_depends")


def test_an_identity_that_the_owner_lacks_is_never_to_be_created_here() -> None:
    judgement = identity.judge(OF, identity.Evidence(owned(), (), INSPECTOR))
    assert found(judgement) == ["identity.not_authorized/not_verified"]


def test_an_owner_who_cannot_be_asked_leaves_the_identity_unknown() -> None:
    unseen = failure(FailureKind.OTHER_OWNER, "ses:GetEmailIdentity")
    judgement = identity.judge(OF, identity.Evidence(Found(REGION, (), (unseen,), owner=OTHER_ACCOUNT), (), INSPECTOR))
    assert (judgement.outcome, reason(judgement)) == (Outcome.UNKNOWN, "reason.other_owner")


def test_other_regions_are_not_searched_for_what_is_not_ours() -> None:
    judgement = region.judge(OF, region.Evidence(owned(), (), (), INSPECTOR))
    assert (judgement.outcome, reason(judgement)) == (Outcome.SKIPPED, "reason.delegated")
