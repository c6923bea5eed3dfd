from dataclasses import replace

from bot.checks.aws.chain import Evidence, judge
from bot.core.evidence.aws import Caller, FailureKind
from bot.core.model import Outcome
from tests.checks.evidence import ACCOUNT, TARGET, failure, found, reason

ROLE = f"arn:aws:iam::{ACCOUNT}:role/service/myapp-task"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/myapp-task/0123"
OTHER = f"arn:aws:sts::{ACCOUNT}:assumed-role/node/0123"
OF = replace(TARGET, app=None, app_role=ROLE)


def test_the_role_that_is_named_is_found() -> None:
    judgement = judge(OF, Evidence(True, "container-role", Caller(ACCOUNT, SESSION, "x")))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note and judgement.note.values["credential_source"] == "container"
    assert judgement.facts.accounts.app_arn == SESSION


def test_another_role_than_the_one_named_is_told_and_never_a_tick() -> None:
    judgement = judge(OF, Evidence(True, "iam-role", Caller(ACCOUNT, OTHER, "x")))
    assert (judgement.outcome, reason(judgement)) == (Outcome.UNKNOWN, "reason.other_role")


def test_without_credentials_there_is_nothing_to_sign_with() -> None:
    missing = failure(FailureKind.NO_CREDENTIALS, "sts:GetCallerIdentity")
    assert found(judge(OF, Evidence(True, "", missing))) == ["credentials.missing"]


def test_a_refusal_is_unknown() -> None:
    assert judge(OF, Evidence(True, "env", failure(FailureKind.TIMEOUT, "sts:GetCallerIdentity"))).unknown


def test_an_application_with_keys_is_not_asked() -> None:
    assert judge(TARGET, Evidence(False)).outcome is Outcome.SKIPPED
