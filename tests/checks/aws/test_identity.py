from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.aws._identity.refusal import Evidence
from bot.checks.aws.identity import judge
from bot.core.evidence.aws import Caller, Failure, FailureKind, KeyListing
from bot.core.facts import AccountFacts
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    APP,
    BLIND,
    INSPECTOR,
    KEY_ID,
    OTHER_ACCOUNT,
    SECRET,
    TARGET,
    failure,
    field,
    found,
    is_blind,
    reason,
    target,
)

KEY = field(KEY_ID, "key_id")
STS = "sts:GetCallerIdentity"
REFUSALS = {
    FailureKind.INVALID_KEY: "credentials.invalid_key_id",
    FailureKind.BAD_SIGNATURE: "credentials.signature_mismatch",
    FailureKind.EXPIRED_TOKEN: "credentials.expired_token",
    FailureKind.CLOCK_SKEW: "credentials.clock_skew",
    FailureKind.MALFORMED_KEY: "credentials.malformed",
}


def refused(kind: FailureKind, *, skew: timedelta | None = None) -> Failure:
    return replace(failure(kind, STS, by="app"), skew=skew)


def judged(
    app: Caller | Failure | None = APP,
    inspector: Caller | Failure | None = INSPECTOR,
    elsewhere: Caller | Failure | None = None,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(KEY, app, inspector, elsewhere))


def test_accepted_keys_say_whose_they_are() -> None:
    judgement = judged()
    assert judgement.outcome is Outcome.PASS
    assert judgement.accepted == judgement.decided == frozenset({"credential:app", f"key:{KEY_ID}"})
    arn = f"arn:aws:iam::{ACCOUNT}:user/myapp"
    assert judgement.facts.accounts == AccountFacts(ACCOUNT, ACCOUNT, arn)
    assert reason(judgement) == "note.caller"


def test_without_app_keys_the_inspector_alone_decides_about_no_key() -> None:
    judgement = judged(app=None)
    assert judgement.outcome is Outcome.PASS
    assert judgement.decided == frozenset()
    assert judgement.accepted == frozenset()


@pytest.mark.parametrize(("kind", "code"), REFUSALS.items())
def test_a_refusal_is_a_cause_of_its_own(kind: FailureKind, code: str) -> None:
    judgement = judged(app=refused(kind, skew=timedelta(0)))
    assert found(judgement) == [code]
    (finding,) = judgement.findings
    assert finding.subject == KEY_ID
    assert finding.values["aws_code"] == "Code"
    assert "credential:app" in finding.about
    # AWS compared the signature, so it knows the key id. It accepted no credential.
    assert judgement.accepted == ({f"key:{KEY_ID}"} if kind is FailureKind.BAD_SIGNATURE else set())


@pytest.mark.parametrize("kind", [k for k in BLIND if k not in REFUSALS])
def test_what_says_nothing_of_the_keys_is_unknown(kind: FailureKind) -> None:
    judgement = judged(app=refused(kind))
    assert is_blind(judgement)
    assert judgement.decided == frozenset()


@pytest.mark.parametrize("kind", BLIND)
def test_the_inspectors_failure_is_never_a_cause(kind: FailureKind) -> None:
    judgement = judged(inspector=failure(kind, STS))
    assert is_blind(judgement)
    assert judgement.accepted == {"credential:app", f"key:{KEY_ID}"}


def test_a_refused_key_stays_a_cause_whatever_happens_to_the_inspector() -> None:
    judgement = judged(app=refused(FailureKind.INVALID_KEY), inspector=failure(FailureKind.INVALID_KEY, STS))
    assert found(judgement) == ["credentials.invalid_key_id"]
    assert judgement.repair is not None


def test_a_clock_that_is_off_is_the_bots_and_no_cause() -> None:
    for skew, inspector in ((timedelta(minutes=20), INSPECTOR), (None, failure(FailureKind.CLOCK_SKEW, STS))):
        judgement = judged(app=refused(FailureKind.CLOCK_SKEW, skew=skew), inspector=inspector)
        assert is_blind(judgement)
        assert judgement.repair is not None and judgement.repair.key == "repair.clock"


def test_a_clock_that_is_nearly_off_is_told_but_hides_nothing() -> None:
    judgement = judged(inspector=replace(INSPECTOR, skew=timedelta(minutes=-4, seconds=-30)))
    assert judgement.outcome is Outcome.PASS
    assert judgement.repair is not None and judgement.repair.values["minutes"] in (4, 5)
    assert judged(inspector=replace(INSPECTOR, skew=timedelta(seconds=30))).repair is None


def test_keys_of_another_account() -> None:
    presumed = judged(app=replace(APP, account=OTHER_ACCOUNT))
    stated = judged(app=replace(APP, account=OTHER_ACCOUNT), expected_account=ACCOUNT)
    for judgement in (presumed, stated):
        assert found(judgement) == ["credentials.wrong_account"]
        assert judgement.findings[0].values["key_account"] == OTHER_ACCOUNT
        assert judgement.findings[0].values["identity_account"] == ACCOUNT
    # Where the target names its account, a missing identity is a fault of its own.
    assert "identity:example.com" in presumed.findings[0].about
    assert "identity:example.com" not in stated.findings[0].about


def test_an_inspector_in_another_account_sees_nothing_of_this_one() -> None:
    judgement = judged(inspector=replace(INSPECTOR, account=OTHER_ACCOUNT), expected_account=ACCOUNT)
    assert is_blind(judgement)
    assert judgement.repair is not None and judgement.repair.key == "repair.account"


def test_an_opt_in_region_that_does_not_know_the_key_while_us_east_1_does() -> None:
    judgement = judged(app=refused(FailureKind.INVALID_KEY), elsewhere=APP, region="af-south-1")
    assert found(judgement) == ["credentials.invalid_key_id", "region.not_enabled"]
    nowhere = judged(
        app=refused(FailureKind.INVALID_KEY), elsewhere=refused(FailureKind.INVALID_KEY), region="af-south-1"
    )
    assert found(nowhere) == ["credentials.invalid_key_id"]


def test_a_secret_in_the_place_of_the_key_id_is_not_shown() -> None:
    shape = field(SECRET, "key_id")
    judgement = judge(TARGET, Evidence(shape, refused(FailureKind.INVALID_KEY), INSPECTOR))
    assert SECRET not in repr(judgement)


def listed(seconds: int, status: str = "Active") -> KeyListing:
    return KeyListing(KEY_ID, status, datetime.now(UTC) - timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("listing", "code"),
    [
        (lambda: listed(10), "credentials.invalid_key_id/new"),
        (lambda: listed(10, "Inactive"), "credentials.invalid_key_id"),
        (lambda: listed(300), "credentials.invalid_key_id"),
        (lambda: None, "credentials.invalid_key_id"),
        (lambda: failure(FailureKind.NOT_FOUND, "iam:ListAccessKeys"), "credentials.invalid_key_id/deleted"),
        (lambda: failure(FailureKind.DENIED, "iam:ListAccessKeys"), "credentials.invalid_key_id"),
        (lambda: failure(FailureKind.TIMEOUT, "iam:ListAccessKeys"), "credentials.invalid_key_id"),
    ],
)
def test_what_iam_lists_of_an_unknown_key_tells_why(
    listing: Callable[[], KeyListing | Failure | None], code: str
) -> None:
    # Made in the test, because minutes can pass between the collection of the tests and this one.
    judgement = judge(TARGET, Evidence(KEY, refused(FailureKind.INVALID_KEY), INSPECTOR, None, listing()))
    assert found(judgement) == [code]
    assert not judgement.findings[0].presumed


def test_age_explains_no_other_refusal() -> None:
    judgement = judge(TARGET, Evidence(KEY, refused(FailureKind.BAD_SIGNATURE), INSPECTOR, None, listed(10)))
    assert found(judgement) == ["credentials.signature_mismatch"]


def test_a_session_token_with_a_long_lived_key_is_what_aws_refuses() -> None:
    refusal, temporary = refused(FailureKind.INVALID_KEY), field("ASIAIOSFODNN7EXAMPLE", "key_id")
    assert found(judge(TARGET, Evidence(KEY, refusal, INSPECTOR, token=True))) == [
        "credentials.invalid_key_id/stray_token"
    ]
    assert found(judge(TARGET, Evidence(temporary, refusal, INSPECTOR, token=True))) == ["credentials.invalid_key_id"]
    assert found(judge(TARGET, Evidence(KEY, APP, INSPECTOR, token=True))) == []


def test_a_named_role_is_told_and_not_called_accepted() -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/service/myapp-task"
    judgement = judge(replace(TARGET, app=None, app_role=role), Evidence(KEY, None, INSPECTOR))
    assert judgement.outcome is Outcome.PASS and reason(judgement) == "note.app_role"
    assert not judgement.accepted
    elsewhere = replace(TARGET, app=None, app_role=f"arn:aws:iam::{OTHER_ACCOUNT}:role/myapp-task")
    assert found(judge(elsewhere, Evidence(KEY, None, INSPECTOR))) == ["credentials.wrong_account/role"]


def test_without_keys_the_line_is_about_the_bots_own_credentials() -> None:
    assert reason(judge(replace(TARGET, app=None), Evidence(KEY, None, INSPECTOR))) == "note.inspector"
