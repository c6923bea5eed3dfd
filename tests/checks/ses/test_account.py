from dataclasses import replace

import pytest

from bot.checks.ses.account import Evidence, judge
from bot.core.evidence.aws import Account, Caller, Failure, FailureKind
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    GOOD_ACCOUNT,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    failure,
    found,
    is_blind,
    reason,
    target,
)


def judged(account: Account | Failure, inspector: Caller | Failure | None = INSPECTOR, **changes: object) -> Judgement:
    return judge(target(**changes), Evidence(account, inspector))


def account(**changes: object) -> Account:
    return replace(GOOD_ACCOUNT, **changes)  # type: ignore[arg-type]


def test_a_good_account_is_no_finding() -> None:
    judgement = judged(GOOD_ACCOUNT)
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None
    assert judgement.note.values == {"max_24h": 50000, "rate": 14.0, "used": 1234, "percent": 2.5}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"enforcement": "SHUTDOWN"}, ["account.sending_paused"]),
        ({"enforcement": "SHUTDOWN", "sending": False}, ["account.sending_paused"]),
        ({"sending": False}, ["account.sending_paused/by_you"]),
        ({"enforcement": "PROBATION"}, ["~account.probation"]),
        ({"enforcement": "PROBATION", "sending": False}, ["account.sending_paused/by_you", "~account.probation"]),
        ({"production": False, "review": None}, ["~account.sandbox"]),
        ({"production": False, "review": "PENDING"}, ["~account.sandbox/pending"]),
        ({"production": False, "review": "DENIED"}, ["~account.sandbox/denied"]),
        ({"production": False, "review": "FAILED"}, ["~account.sandbox/denied"]),
        ({"sent_24h": 39999.0}, []),
        ({"sent_24h": 40000.0}, ["~quota.daily/earliest"]),
        ({"sent_24h": 49999.0}, ["~quota.daily/earliest"]),
        ({"sent_24h": 50000.0}, ["quota.daily/full"]),
        ({"sent_24h": 60000.0}, ["quota.daily/full"]),
        ({"max_24h": -1.0, "sent_24h": 999999.0}, []),
        ({"max_24h": 0.0, "sent_24h": 0.0}, ["quota.daily/full"]),
        (
            {"production": False, "review": None, "max_24h": 200.0, "sent_24h": 200.0},
            ["~account.sandbox", "quota.daily/full"],
        ),
    ],
)
def test_states_of_an_account(changes: dict[str, object], codes: list[str]) -> None:
    judgement = judged(account(**changes))
    assert found(judgement) == codes
    assert all(f.subject == REGION and f"account:{REGION}" in f.about for f in judgement.findings)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("production", "ProductionAccessEnabled"),
        ("sending", "SendingEnabled"),
        ("enforcement", "EnforcementStatus"),
        ("max_24h", "SendQuota"),
        ("sent_24h", "SendQuota"),
    ],
)
def test_a_missing_field_is_unknown_and_no_finding(field: str, name: str) -> None:
    judgement = judged(account(**{field: None}))
    assert is_blind(judgement)
    assert judgement.note is not None
    assert judgement.note.values["fields"] == (name,)


def test_an_enforcement_that_nobody_knows_is_unknown() -> None:
    assert is_blind(judged(account(enforcement="PENDING_REVIEW_OF_SOME_NEW_KIND")))


def test_what_is_missing_does_not_hide_what_was_found() -> None:
    judgement = judged(account(sending=False, enforcement=None))
    assert found(judgement) == ["account.sending_paused/by_you"]
    assert judgement.outcome is Outcome.FAIL


def test_the_rate_alone_is_not_needed() -> None:
    assert judged(account(rate=None)).outcome is Outcome.PASS


def test_an_account_that_never_signed_up() -> None:
    assert found(judged(failure(FailureKind.NOT_SUBSCRIBED, code="OptInRequired"))) == ["account.not_subscribed"]


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(failure(kind)))


def test_not_permitted_names_the_permission_and_unreachable_does_not() -> None:
    denied = judged(failure(FailureKind.DENIED))
    assert (denied.missing_permission, reason(denied)) == ("ses:GetAccount", "reason.denied")
    assert denied.repair is not None and denied.repair.key == "repair.permission"
    lost = judged(failure(FailureKind.UNREACHABLE))
    assert (lost.missing_permission, reason(lost), lost.repair) == (None, "reason.unreachable", None)


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (FailureKind.INVALID_KEY, "reason.inspector_refused"),
        (FailureKind.EXPIRED_TOKEN, "reason.inspector_refused"),
        (FailureKind.NO_CREDENTIALS, "reason.no_inspector"),
        (FailureKind.CLOCK_SKEW, "reason.clock_skew"),
    ],
)
def test_an_inspector_in_trouble_is_the_bots_to_repair(kind: FailureKind, why: str) -> None:
    judgement = judged(failure(kind))
    assert reason(judgement) == why
    assert judgement.repair is not None and judgement.repair.key in (f"repair.{kind.value}", "repair.clock")


def test_another_accounts_state_is_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(account(sending=False), other, expected_account=ACCOUNT))
    assert found(judged(account(sending=False), other)) == ["account.sending_paused/by_you"]


def test_production_in_another_region_is_told() -> None:
    account = replace(GOOD_ACCOUNT, production=False)
    judgement = judge(target(), Evidence(account, INSPECTOR, production=("eu-west-1",)))
    assert found(judgement) == ["~account.sandbox/elsewhere"]
    assert judgement.findings[0].values["other_regions"] == ("eu-west-1",)


def test_a_recipient_that_was_asked_about_is_not_to_be_verified_once_more() -> None:
    account = replace(GOOD_ACCOUNT, production=False)
    steps = {
        asked: judge(target(), Evidence(account, INSPECTOR, recipient=asked)).findings[0].values["asked_about"]
        for asked in ("", "name@example.com")
    }
    assert steps == {"": "nobody", "name@example.com": "one"}
