import pytest

from bot.core.model import Judgement, Outcome, RunResult, Severity, skipped, unknown
from tests.core.graph import finding
from tests.core.runs import STARTED, result

WARNING, FAILURE = finding("a.b", severity=Severity.WARN), finding("c.d")


@pytest.mark.parametrize(
    ("judgement", "outcome"),
    [
        (Judgement(), Outcome.PASS),
        (Judgement(findings=(WARNING,)), Outcome.WARN),
        (Judgement(findings=(WARNING, FAILURE)), Outcome.FAIL),
        (Judgement(findings=(WARNING,), unknown=True), Outcome.UNKNOWN),
        (Judgement(findings=(FAILURE,), unknown=True), Outcome.FAIL),
        (Judgement(skipped=True, unknown=True), Outcome.UNKNOWN),
        (skipped("reason.no_smtp"), Outcome.SKIPPED),
        (unknown("reason.timeout"), Outcome.UNKNOWN),
    ],
)
def test_a_failure_outweighs_the_unknown_and_the_unknown_a_warning(judgement: Judgement, outcome: Outcome) -> None:
    assert judgement.outcome is outcome


def test_only_pass_warn_and_fail_are_conclusive() -> None:
    assert {o for o in Outcome if o.conclusive} == {Outcome.PASS, Outcome.WARN, Outcome.FAIL}


def test_a_run_finds_a_result_by_its_check() -> None:
    one = result("smtp.auth")
    run = RunResult("r", "prod", "eu-central-1", None, (), STARTED, 1, (one,))
    assert run.result("smtp.auth") is one
    assert run.result("smtp.tls") is None
