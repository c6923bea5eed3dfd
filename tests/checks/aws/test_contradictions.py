"""Answers of AWS that contradict each other, or hold a word that this version does not know. Nothing is concluded from
them.
"""

import pytest

from bot.causes import all_causes
from bot.checks.aws import access_key, identity
from bot.checks.aws._access_key.evidence import KeyEvidence
from bot.checks.aws._identity import refusal
from bot.checks.aws._permissions import simulation
from bot.checks.aws._permissions.principal import Principal
from bot.checks.aws._permissions.simulation import Decisions
from bot.checks.aws.access_key import Evidence
from bot.core.evidence.aws import Caller, Failure, FailureKind, KeyListing, KeyUse, ResourceDecision
from bot.core.model import Finding, Judgement, Outcome, Severity
from bot.core.target import Target
from bot.diagnosis.diagnose import diagnose
from bot.probes.shapes import shape_of
from tests.core.runs import run_of

HERE, ELSEWHERE = "111122223333", "444455556666"
KEY = "AKIAI44QH8DHBEXAMPLE"
TARGET = Target("prod", "eu-central-1", "noreply@example.com")
READER = Caller(HERE, f"arn:aws:iam::{HERE}:user/reader", "AIDAEXAMPLE")
GONE = Failure(FailureKind.NOT_FOUND, "iam:GetAccessKeyLastUsed", "NoSuchEntity")


def judged(key: KeyEvidence) -> Judgement:
    return access_key.judge(TARGET, Evidence((key,), READER))


def listed(status: str) -> Judgement:
    use = KeyUse("mailer")
    return judged(KeyEvidence(KEY, ("smtp",), use, keys=(KeyListing(KEY, status, None),)))


def test_a_key_that_nobody_knows_is_unknown_before_it_is_another_accounts() -> None:
    found = judged(KeyEvidence(KEY, ("smtp",), GONE, account=ELSEWHERE))
    refused = Finding("smtp.credentials_invalid", Severity.FAIL, KEY, frozenset({f"key:{KEY}"}))
    run = run_of({"aws.access_key": found, "smtp.auth": Judgement(findings=(refused,))})
    diagnosis = diagnose(run, all_causes())
    assert [root.finding.code for root in diagnosis.roots] == ["credentials.invalid_key_id"]
    assert {f.code for f in diagnosis.symptoms} == {"credentials.wrong_account", "smtp.credentials_invalid"}


def test_a_key_that_a_server_accepts_is_another_accounts_and_not_deleted() -> None:
    found = judged(KeyEvidence(KEY, ("smtp",), GONE, account=ELSEWHERE))
    accepted = Judgement(accepted=frozenset({f"key:{KEY}"}))
    diagnosis = diagnose(run_of({"aws.access_key": found, "smtp.auth": accepted}), all_causes())
    assert [root.finding.code for root in diagnosis.roots] == ["credentials.wrong_account"]


def test_a_key_missing_from_its_owners_list_is_presumed_deleted_only_until_it_is_accepted() -> None:
    found = judged(KeyEvidence(KEY, ("app",), KeyUse("mailer"), keys=()))
    assert [f.code for f in found.findings] == ["credentials.invalid_key_id"]
    accepted = Judgement(accepted=frozenset({f"key:{KEY}"}))
    assert diagnose(run_of({"aws.access_key": found, "aws.identity": accepted}), all_causes()).roots == ()


@pytest.mark.parametrize("status", ["Inactive", "Expired"])
def test_the_states_that_switch_a_key_off(status: str) -> None:
    assert [f.code for f in listed(status).findings] == ["credentials.key_inactive"]


def test_a_state_that_is_not_known_is_unknown() -> None:
    assert listed("Quarantined").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("resource", ["identity/example.com", "configuration-set/transactional"])
def test_a_decision_that_is_not_known_is_unknown(resource: str) -> None:
    arns = [
        f"arn:aws:ses:eu-central-1:{HERE}:{name}"
        for name in ("identity/example.com", "configuration-set/transactional")
    ]
    action = "ses:SendRawEmail"
    rows = tuple(ResourceDecision(action, arn, "maybe" if arn.endswith(resource) else "allowed") for arn in arns)
    principal = Principal(f"arn:aws:iam::{HERE}:user/mailer", "smtp", KEY)
    judgement = simulation.judge_way("smtp", (action,), Decisions(principal, rows, (arns[0],), arns[1]))
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.findings == ()


def test_a_key_whose_signature_is_compared_is_not_deleted() -> None:
    shape = shape_of(KEY, role="key_id", source="")
    refused = Failure(FailureKind.BAD_SIGNATURE, "", by="app")
    mismatch = identity.judge(TARGET, refusal.Evidence(shape, refused, READER))
    found = judged(KeyEvidence(KEY, ("app",), KeyUse("mailer"), keys=()))
    assert [f.code for f in found.findings] == ["credentials.invalid_key_id"]
    diagnosis = diagnose(run_of({"aws.access_key": found, "aws.identity": mismatch}), all_causes())
    assert [root.finding.code for root in diagnosis.roots] == ["credentials.signature_mismatch"]
