from dataclasses import replace

import pytest

from bot.checks.ses.recommendations import Evidence, judge
from bot.core.evidence.aws import Account, Caller, Failure, FailureKind
from bot.core.evidence.ses import Recommendation
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

ON = replace(GOOD_ACCOUNT, vdm="ENABLED")
PREFIX = f"arn:aws:ses:{REGION}:{ACCOUNT}"


def of(resource: str, kind: str = "DMARC", impact: str = "HIGH") -> Recommendation:
    return Recommendation(kind, impact, f"{PREFIX}:{resource}")


def judged(
    *items: Recommendation,
    account: Account | Failure = ON,
    failed: Failure | None = None,
    inspector: Caller | Failure | None = INSPECTOR,
    **changes: object,
) -> Judgement:
    return judge(target(**changes), Evidence(account, failed or items, inspector))


def test_what_concerns_the_sender_is_a_table_and_no_finding() -> None:
    judgement = judged(
        of("identity/example.com", "BIMI", "LOW"), of("identity/example.com"), of("identity/shop.example")
    )
    assert (found(judgement), judgement.outcome) == ([], Outcome.PASS)
    assert judgement.tables[0].rows == (
        ("DMARC", "HIGH", "identity/example.com"),
        ("BIMI", "LOW", "identity/example.com"),
    )
    assert judgement.note is not None and judgement.note.values == {"count": 2}


@pytest.mark.parametrize(
    ("resource", "shown"),
    [
        ("identity/noreply@example.com", True),
        ("identity/EXAMPLE.com", True),
        ("identity/other.example", False),
        ("configuration-set/tx", True),
        ("configuration-set/other", False),
        ("dedicated-ip-pool/pool", True),
    ],
)
def test_other_senders_items_are_left_out(resource: str, shown: bool) -> None:
    assert bool(judged(of(resource), configuration_set="tx").tables) is shown


def test_nothing_open_is_one_line() -> None:
    assert (judged().outcome, reason(judged())) == (Outcome.PASS, "note.no_recommendations")


@pytest.mark.parametrize("state", ["DISABLED", "SOMETHING_NEW"])
def test_switched_off_is_skipped(state: str) -> None:
    judgement = judged(account=replace(GOOD_ACCOUNT, vdm=state))
    assert (judgement.outcome, reason(judgement)) == (Outcome.SKIPPED, "reason.vdm_off")


def test_not_told_whether_it_is_on_is_unknown() -> None:
    assert is_blind(judged(account=GOOD_ACCOUNT))


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown_and_quiet(kind: FailureKind) -> None:
    for judgement in (judged(account=failure(kind)), judged(failed=failure(kind, "ses:ListRecommendations"))):
        assert is_blind(judgement)
        assert judgement.repair is None


def test_another_accounts_items_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(of("identity/example.com"), inspector=other, expected_account=ACCOUNT))
