"""Any answer shows that AWS can be reached. The clock is mentioned only where it is off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.checks.aws.endpoint import CHECK
from bot.core.evidence.aws import Failure, FailureKind, Reached
from bot.core.facts import Facts
from bot.core.model import Judgement, Outcome
from tests.checks.evidence import TARGET


def judged(found: Reached | Failure) -> Judgement:
    return CHECK.judge(TARGET, found)


@pytest.mark.parametrize(
    ("skew", "key", "seconds"),
    [
        (None, "note.aws_reached", None),
        (timedelta(seconds=-1), "note.aws_reached", -1),
        (timedelta(seconds=430), "note.aws_clock", 430),
        (timedelta(seconds=-430), "note.aws_clock", -430),
    ],
)
def test_an_answer_is_enough(skew: timedelta | None, key: str, seconds: int | None) -> None:
    judgement = judged(Reached(skew))
    assert judgement.outcome is Outcome.PASS
    assert judgement.note is not None and judgement.note.key == key
    assert judgement.facts == Facts(clock_skew=seconds)


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.DNS, FailureKind.TLS, FailureKind.NOT_AWS])
def test_what_was_not_reached_is_unknown_and_no_cause(kind: FailureKind) -> None:
    judgement = judged(Failure(kind, "ses:GetAccount", by=""))
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.findings == ()
    assert judgement.note is not None and judgement.note.key == f"reason.{kind.value}"
