from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.checks.ses._account import forecast
from bot.checks.ses.account import Evidence, judge
from bot.core.evidence.ses import SendPoint
from bot.core.model import Judgement
from tests.checks.evidence import GOOD_ACCOUNT, INSPECTOR, WHEN, found, reason, target

DAY, HOUR, QUARTER = timedelta(days=1), timedelta(hours=1), timedelta(minutes=15)


def sent(each: int, hours: int, before: timedelta = timedelta()) -> list[SendPoint]:
    """So many in every quarter of an hour, oldest first. before: when the last ones were sent, before WHEN."""
    return [SendPoint(WHEN - before - QUARTER * n, each, 0, 0) for n in range(hours * 4, 0, -1)]


def judged(used: float, points: Sequence[SendPoint] = (), limit: float = 50000) -> Judgement:
    account = replace(GOOD_ACCOUNT, max_24h=limit, sent_24h=used)
    return judge(target(), Evidence(account, INSPECTOR, tuple(points), WHEN))


def told(judgement: Judgement, name: str) -> datetime:
    return datetime.fromisoformat(str(judgement.findings[0].values[name]))


def test_at_the_pace_of_the_last_hours_it_is_full_at_a_time() -> None:
    judgement = judged(40000, sent(1000, 3))
    assert found(judgement) == ["~quota.daily/filling"]
    assert told(judgement, "full_at") == WHEN + 10 * QUARTER


def test_what_leaves_the_window_meanwhile_is_counted() -> None:
    # Each quarter frees as much as is sent, so the quota never fills.
    steady = [*sent(500, 21, 3 * HOUR), *sent(500, 3)]
    assert found(judged(48000, steady)) == ["~quota.daily"]
    # Half of what is sent is freed.
    half = [*sent(500, 3, 21 * HOUR), *sent(1000, 3)]
    assert told(judged(45000, half), "full_at") == WHEN + 10 * QUARTER


def test_a_sender_that_has_stopped_does_not_fill_it() -> None:
    assert found(judged(45000, sent(1000, 3, 6 * HOUR))) == ["~quota.daily"]


def test_without_statistics_it_is_the_average_pace_at_the_earliest() -> None:
    judgement = judged(40000)
    assert found(judgement) == ["~quota.daily/earliest"]
    assert told(judgement, "full_at") == WHEN + 6 * HOUR


def test_a_full_one_has_room_again_when_enough_has_left() -> None:
    # 1000 too many: two quarters free 500 each, and one more makes room for the next recipient.
    judgement = judged(51000, [*sent(500, 12, 12 * HOUR), *sent(600, 3)])
    assert found(judgement) == ["quota.daily/full_until"]
    assert told(judgement, "free_at") == WHEN + 3 * QUARTER


def test_a_full_one_without_statistics_says_no_time() -> None:
    assert found(judged(50000)) == ["quota.daily/full"]
    assert found(judged(0, limit=0)) == ["quota.daily/full"]


@pytest.mark.parametrize(("used", "key"), [(10, "note.account"), (30000, "note.account_filling")])
def test_below_the_warning_the_time_stands_in_the_note(used: float, key: str) -> None:
    judgement = judged(used, sent(1000, 3) if used > 10 else ())
    assert (found(judgement), reason(judgement)) == ([], key)


def test_no_limit_is_no_quota() -> None:
    judgement = judged(900000, sent(1000, 3), limit=-1)
    assert (found(judgement), reason(judgement)) == ([], "note.account_unlimited")


def test_a_pace_beyond_a_day_is_no_forecast() -> None:
    assert forecast.full_at(sent(1, 3), WHEN, 0, 50000) is None
    assert forecast.full_at_earliest(WHEN, 0, 200) is None
