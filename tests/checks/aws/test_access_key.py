from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.aws._access_key.evidence import KeyEvidence
from bot.checks.aws.access_key import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind, KeyListing, KeyUse
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    INSPECTOR,
    KEY_ID,
    OTHER_ACCOUNT,
    SMTP_KEY_ID,
    TARGET,
    failure,
    found,
    is_blind,
    reason,
    target,
)

CREATED = datetime.now(UTC) - timedelta(days=60, hours=1)
USED = KeyUse("myapp-smtp", datetime(2026, 11, 20, tzinfo=UTC), "ses", "eu-central-1")
ASKED = "iam:GetAccessKeyLastUsed"


def listing(status: str | None = "Active", key_id: str = SMTP_KEY_ID) -> KeyListing:
    return KeyListing(key_id, status, CREATED)


ACTIVE = (listing(),)


def key(
    use: KeyUse | Failure = USED,
    keys: tuple[KeyListing, ...] | Failure | None = ACTIVE,
    account: str | Failure | None = None,
    key_id: str = SMTP_KEY_ID,
    ways: tuple[str, ...] = ("smtp",),
) -> KeyEvidence:
    return KeyEvidence(key_id, ways, use, keys, account)


def judged(*keys: KeyEvidence, inspector: Caller | Failure | None = INSPECTOR, **changes: object) -> Judgement:
    return judge(target(**changes), Evidence(keys, inspector))


def test_an_active_key_is_told_with_all_that_is_known_of_it() -> None:
    judgement = judged(key())
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None and judgement.note.key == "note.key_active"
    assert judgement.note.values["days"] == 60
    assert judgement.note.values["keys"] == 1
    assert judgement.note.values["service"] == "ses"
    assert judgement.decided == frozenset({"credential:smtp", f"key:{SMTP_KEY_ID}"})


def test_a_key_that_was_never_used() -> None:
    assert reason(judged(key(KeyUse("myapp-smtp")))) == "note.key_unused"


@pytest.mark.parametrize(
    ("status", "code"),
    [("Inactive", "credentials.key_inactive"), ("Expired", "credentials.key_inactive/expired")],
)
def test_a_key_that_is_out_of_use(status: str, code: str) -> None:
    judgement = judged(key(keys=(listing(status), listing(key_id=KEY_ID))))
    assert found(judgement) == [code]
    assert judgement.findings[0].values["user_name"] == "myapp-smtp"
    assert judgement.findings[0].values["keys"] == 2


@pytest.mark.parametrize("status", [None, "Sleeping"])
def test_a_state_that_is_missing_or_new_is_unknown(status: str | None) -> None:
    judgement = judged(key(keys=(listing(status),)))
    assert is_blind(judgement)
    assert not judgement.decided


def test_a_key_that_its_owner_no_longer_has() -> None:
    assert found(judged(key(keys=(listing(key_id=KEY_ID),)))) == ["credentials.invalid_key_id/deleted"]
    assert found(judged(key(keys=()))) == ["credentials.invalid_key_id/deleted"]


def test_a_key_that_nobody_knows_is_presumed_deleted() -> None:
    judgement = judged(key(failure(FailureKind.NOT_FOUND, ASKED), None, ACCOUNT))
    assert found(judgement) == ["credentials.invalid_key_id/deleted"]
    assert judgement.findings[0].presumed


@pytest.mark.parametrize("kind", [FailureKind.DENIED, FailureKind.NOT_FOUND])
def test_a_key_of_another_account(kind: FailureKind) -> None:
    judgement = judged(key(failure(kind, ASKED), None, OTHER_ACCOUNT))
    assert found(judgement)[0] == "credentials.wrong_account"
    assert judgement.findings[0].values["key_account"] == OTHER_ACCOUNT
    assert "identity:example.com" in judgement.findings[0].about


def test_without_the_inspectors_account_the_expected_one_decides() -> None:
    refused = failure(FailureKind.DENIED, ASKED)
    lost = failure(FailureKind.TIMEOUT, "sts:GetCallerIdentity")
    other = judged(key(refused, None, OTHER_ACCOUNT), inspector=lost, expected_account=ACCOUNT)
    assert found(other) == ["credentials.wrong_account"]
    assert is_blind(judged(key(refused, None, OTHER_ACCOUNT), inspector=lost))


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(key(failure(kind, ASKED), None, ACCOUNT)))
    assert is_blind(judged(key(keys=failure(kind, "iam:ListAccessKeys"))))


def test_the_missing_permission_is_named() -> None:
    judgement = judged(key(keys=failure(FailureKind.DENIED, "iam:ListAccessKeys")))
    assert judgement.missing_permission == "iam:ListAccessKeys"
    assert judgement.repair is not None


def test_an_owner_without_a_name_is_unknown() -> None:
    assert is_blind(judged(key(KeyUse(None), None)))


def test_an_inspector_in_another_account_cannot_say() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(key(keys=(listing("Inactive"),)), inspector=other, expected_account=ACCOUNT))


def test_two_keys_are_two_questions() -> None:
    good = key(KeyUse("myapp"), (listing(key_id=KEY_ID),), key_id=KEY_ID, ways=("app",))
    judgement = judged(good, key(keys=(listing("Inactive"),)))
    assert found(judgement) == ["credentials.key_inactive"]
    assert judgement.findings[0].subject == SMTP_KEY_ID
    half = judged(good, key(failure(FailureKind.DENIED, ASKED), None))
    assert half.outcome is Outcome.UNKNOWN
    assert half.decided == frozenset({"credential:app", f"key:{KEY_ID}"})


def test_one_key_for_both_ways_is_one_finding() -> None:
    judgement = judged(key(keys=(listing("Inactive"),), ways=("app", "smtp")))
    assert found(judgement) == ["credentials.key_inactive"]
    assert {"credential:app", "credential:smtp"} <= judgement.findings[0].about


def test_no_key_is_skipped_and_a_relays_login_needs_none() -> None:
    assert judge(TARGET, Evidence((), None)).outcome is Outcome.SKIPPED
    relay = judge(TARGET, Evidence((), None, frozenset({"credential:smtp"})))
    assert relay.outcome is Outcome.SKIPPED
    assert relay.decided == frozenset({"credential:smtp"})


def new(seconds: int, key_id: str = SMTP_KEY_ID) -> KeyListing:
    return KeyListing(key_id, "Active", datetime.now(UTC) - timedelta(seconds=seconds))


def test_a_key_made_seconds_ago_is_told_and_no_fault_by_itself() -> None:
    judgement = judged(key(KeyUse("myapp-smtp"), (new(20),), ways=("app", "smtp")))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None and judgement.note.key == "note.key_new"
    assert judgement.note.values["seconds"] in (20, 21)


@pytest.mark.parametrize("seconds", [121, 3600])
def test_a_key_that_is_older_is_not_called_new(seconds: int) -> None:
    assert reason(judged(key(keys=(new(seconds),)))) == "note.key_active"


def test_a_key_whose_age_is_not_told_is_not_called_new() -> None:
    assert reason(judged(key(keys=(KeyListing(SMTP_KEY_ID, "Active", None),)))) == "note.key_active"


def test_the_owners_keys_are_shown_where_one_of_two_is_out_of_use() -> None:
    other = ((KEY_ID, KeyUse("myapp-smtp", datetime(2026, 11, 28, tzinfo=UTC), "ses", "us-east-1")),)
    both = (listing("Inactive"), listing(key_id=KEY_ID))
    spoilt = KeyEvidence(SMTP_KEY_ID, ("smtp",), USED, both, others=other)
    (table,) = judged(spoilt).tables
    assert [row[:2] for row in table.rows] == [(SMTP_KEY_ID, "Inactive"), (KEY_ID, "Active")]
    assert table.rows[1][-1] == "us-east-1"
    gone = KeyEvidence(SMTP_KEY_ID, ("smtp",), USED, (listing(key_id=KEY_ID),), others=other)
    assert [row[1] for row in judged(gone).tables[0].rows] == ["missing", "Active"]


def test_a_look_at_the_other_key_that_failed_leaves_its_cells_empty() -> None:
    lost = ((KEY_ID, failure(FailureKind.TIMEOUT, ASKED)),)
    both = (listing("Inactive"), listing(key_id=KEY_ID))
    (table,) = judged(KeyEvidence(SMTP_KEY_ID, ("smtp",), USED, both, others=lost)).tables
    assert table.rows[1][3:] == ("", "", "")


def test_two_good_keys_are_both_named_and_no_table_is_shown() -> None:
    judgement = judged(key(KeyUse("myapp"), (listing(key_id=KEY_ID),), key_id=KEY_ID, ways=("app",)), key())
    assert judgement.note is not None and judgement.note.key == "note.keys_active"
    assert judgement.note.values["second_user"] == "myapp-smtp"
    assert judgement.tables == ()
