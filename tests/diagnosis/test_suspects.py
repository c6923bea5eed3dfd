"""Suspected causes compared with a run: found, ruled out where every check has an answer, else open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.causes import all_causes
from bot.core.model import CheckResult, Finding, Judgement, RunResult, Severity
from bot.diagnosis.suspects import Standing, standings

LOGIN = "smtp.credentials_invalid"
FOUND = Finding(LOGIN, Severity.FAIL, "host", frozenset({"credential:smtp"}))
OTHER = Finding("smtp.auth_mechanism", Severity.FAIL, "host", frozenset({"host"}))


def run(*judgements: Judgement) -> RunResult:
    results = tuple(CheckResult("smtp.auth", j.outcome, 1, j) for j in judgements)
    return RunResult("r", "prod", "eu-central-1", None, ("smtp",), datetime.now(UTC), 1, results)


@pytest.mark.parametrize(
    ("judgements", "standing"),
    [
        ([Judgement(findings=(FOUND,))], Standing.FOUND),
        ([Judgement()], Standing.RULED_OUT),
        ([Judgement(findings=(OTHER,))], Standing.RULED_OUT),
        ([Judgement(unknown=True)], Standing.OPEN),
        ([Judgement(skipped=True)], Standing.OPEN),
        ([Judgement(findings=(OTHER,), unknown=True)], Standing.OPEN),
        ([], Standing.OPEN),
    ],
)
def test_where_a_suspect_stands(judgements: list[Judgement], standing: Standing) -> None:
    assert all_causes()[LOGIN].decided_by == ("smtp.auth",)
    assert standings(run(*judgements), [LOGIN], all_causes()) == ((LOGIN, standing),)


def test_a_cause_without_a_check_stays_open_and_no_cause_is_left_out() -> None:
    undecided = next(code for code, cause in all_causes().items() if not cause.decided_by)
    assert standings(run(Judgement()), [undecided, "no.cause"], all_causes()) == ((undecided, Standing.OPEN),)
