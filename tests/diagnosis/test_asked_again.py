"""What a verification asks anew, and what it keeps of the earlier run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.causes import all_causes
from bot.core.model import Judgement, RunResult, Severity, skipped, unknown
from bot.diagnosis.asked_again import join_earlier, list_to_ask, oldest_kept
from bot.service import check_ids, selected
from tests.core.graph import finding
from tests.core.runs import STARTED, found, result, run_of

SET_MISSING = finding("configuration_set.missing", "configuration_set:a")


def _run(judged: dict[str, Judgement] | None = None) -> RunResult:
    run = run_of(judged)
    others = [result(name) for name in check_ids(None) if run.result(name) is None]
    return replace(run, results=(*run.results, *others))


def _asked(run: RunResult) -> frozenset[str]:
    return list_to_ask(run, selected(None), {})


def test_nothing_where_all_passed() -> None:
    assert _asked(_run()) == frozenset()


@pytest.mark.parametrize(
    "judgement",
    [found(SET_MISSING), found(replace(SET_MISSING, severity=Severity.WARN)), unknown("reason.denied")],
    ids=["failed", "warned", "unknown"],
)
def test_what_did_not_pass_and_what_it_needs(judgement: Judgement) -> None:
    asked = _asked(_run({"ses.configuration_set": judgement}))
    assert asked == {"config.credentials", "ses.configuration_set", "ses.events"}


def test_what_depends_on_it_over_several_steps() -> None:
    asked = _asked(_run({"smtp.connect": unknown("reason.timeout", seconds=8)}))
    assert {"smtp.tls", "smtp.auth", "smtp.families", "smtp.regions"} < asked
    assert not [name for name in asked if name.startswith("dns.")]


def test_what_is_not_configured_is_not_asked_again() -> None:
    assert _asked(_run({"smtp.password": skipped("reason.no_smtp")})) == frozenset()


def test_the_checks_that_could_tell_why_a_login_is_refused() -> None:
    run = _run({"smtp.auth": found(finding("smtp.credentials_invalid", "credential:smtp"))})
    assert {"aws.access_key", "smtp.password"} < list_to_ask(run, selected(None), all_causes())


def test_what_was_only_disproved_by_the_login_is_asked_with_it() -> None:
    presumed = finding("smtp.password_damaged", "credential:smtp")
    run = _run({"smtp.password": Judgement(disproved=(presumed,))})
    assert "smtp.password" in _asked(run)


def test_a_check_that_the_earlier_run_did_not_ask() -> None:
    run = run_of()
    assert {name for name in check_ids(None) if run.result(name) is None} <= _asked(run)


def test_new_results_stand_in_the_place_of_the_earlier_ones() -> None:
    earlier = _run({"smtp.auth": found(finding("smtp.credentials_invalid", "credential:smtp"))})
    joined = join_earlier([result("smtp.auth")], earlier, selected(None))
    assert tuple(r.id for r in joined) == check_ids(None)
    assert [r.id for r in joined if r.findings] == []


def test_an_earlier_result_that_is_no_longer_asked_for_is_dropped() -> None:
    earlier = _run({"smtp.send": found(finding("send.refused", "credential:smtp"))})
    assert "smtp.send" not in [r.id for r in join_earlier([], earlier, selected(None))]


def test_the_rest_of_a_verified_verification_is_as_old_as_its_oldest() -> None:
    first = STARTED - timedelta(minutes=20)
    assert oldest_kept(_run()) == STARTED
    assert oldest_kept(replace(_run(), asked_again=("smtp.auth",), rest_at=first)) == first
