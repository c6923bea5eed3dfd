from datetime import timedelta

import pytest

from bot.checks.ses._reputation import rates
from bot.checks.ses.reputation import Evidence, judge
from bot.core.evidence.aws import Caller, Failure, FailureKind
from bot.core.evidence.ses import SendPoint
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import (
    ACCOUNT,
    BLIND,
    INSPECTOR,
    OTHER_ACCOUNT,
    REGION,
    WHEN,
    failure,
    found,
    is_blind,
    reason,
    target,
)

DAY = timedelta(days=1)


def day(ago: int, attempts: int, bounces: int = 0, complaints: int = 0) -> SendPoint:
    """What was sent so many days ago, in the middle of that day."""
    return SendPoint(WHEN - DAY * ago - DAY / 2, attempts, bounces, complaints)


def judged(*points: SendPoint, inspector: Caller | Failure | None = INSPECTOR, **changes: object) -> Judgement:
    ordered = tuple(sorted(points, key=lambda p: p.time))
    return judge(target(**changes), Evidence(ordered, WHEN, inspector))


def week(attempts: int, bounces: int = 0, complaints: int = 0) -> list[SendPoint]:
    return [day(ago, attempts, bounces, complaints) for ago in range(7)]


@pytest.mark.parametrize(
    ("points", "codes"),
    [
        (week(1000, 49), []),
        (week(1000, 50), ["~reputation.bounce_high/review"]),
        (week(1000, 99), ["~reputation.bounce_high/review"]),
        (week(1000, 100), ["~reputation.bounce_high/pause"]),
        (week(2000, 0, 1), []),
        (week(1000, 0, 1), ["~reputation.complaint_high/review"]),
        (week(1000, 0, 5), ["~reputation.complaint_high/pause"]),
        (week(1000, 60, 5), ["~reputation.bounce_high/review", "~reputation.complaint_high/pause"]),
        # A new peak is judged by itself where the day has enough mail.
        ([day(0, 1000, 120), *(day(n, 5000, 5) for n in range(1, 7))], ["~reputation.bounce_high/pause"]),
        ([day(0, 300, 60), *(day(n, 5000, 5) for n in range(1, 7))], []),
        # Little mail in a week: the fortnight decides.
        ([day(2, 100, 8), day(10, 200, 30)], ["~reputation.bounce_high/pause"]),
    ],
)
def test_the_limits_at_which_aws_looks(points: list[SendPoint], codes: list[str]) -> None:
    judgement = judged(*points)
    assert found(judgement) == codes
    assert bool(judgement.tables) == bool(codes)
    assert all(f.subject == REGION and f.about == frozenset({f"account:{REGION}"}) for f in judgement.findings)


@pytest.mark.parametrize(
    "points",
    [
        [day(1, 20, 3)],
        [day(1, 199, 150)],
        # Nine bounces and two complaints may be chance.
        [day(1, 200, 9)],
        [day(1, 1000, 0, 2)],
    ],
)
def test_a_few_events_are_no_rate(points: list[SendPoint]) -> None:
    assert found(judged(*points)) == []


def test_too_little_mail_and_none_at_all_are_told_apart() -> None:
    assert reason(judged(day(1, 199))) == "note.too_little_mail"
    assert reason(judged()) == "note.no_mail"
    assert reason(judged(day(20, 5000, 5000))) == "note.no_mail"
    assert judged().outcome is Outcome.PASS


def test_a_good_rate_is_one_line() -> None:
    judgement = judged(*week(1000, 10, 0))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None and judgement.note.key == "note.rates"
    assert judgement.note.values["bounce_percent"] == 1.0
    assert judgement.note.values["window"] == "week"


@pytest.mark.parametrize(
    ("points", "direction"),
    [
        ([day(0, 1000, 90), *(day(n, 1000, 60) for n in range(1, 8))], "rising"),
        ([day(0, 1000, 60), *(day(n, 1000, 90) for n in range(1, 8))], "falling"),
        ([day(0, 1000, 66), *(day(n, 1000, 60) for n in range(1, 8))], "steady"),
        ([day(1, 1000, 90), day(9, 1000, 60)], "rising"),
        ([day(1, 1000, 90)], "unclear"),
    ],
)
def test_where_the_rate_is_going(points: list[SendPoint], direction: str) -> None:
    ordered = sorted(points, key=lambda p: p.time)
    assert rates.trend("bounces", ordered, WHEN) == direction
    assert judged(*points).findings[0].values["trend"] == direction


@pytest.mark.parametrize("kind", BLIND)
def test_a_look_that_failed_is_unknown_and_nobody_is_sent_to_repair(kind: FailureKind) -> None:
    judgement = judge(target(), Evidence(failure(kind, "ses:GetSendStatistics"), WHEN, INSPECTOR))
    assert is_blind(judgement)
    assert judgement.repair is None
    assert (judgement.missing_permission == "ses:GetSendStatistics") == (kind is FailureKind.DENIED)


def test_another_accounts_rates_are_not_this_ones() -> None:
    other = Caller(OTHER_ACCOUNT, None, None)
    assert is_blind(judged(*week(1000, 900), inspector=other, expected_account=ACCOUNT))
