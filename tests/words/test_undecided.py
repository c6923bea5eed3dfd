"""UNKNOWN says why, once for each trouble of the bot's own, and what decides it."""

from __future__ import annotations

import pytest

from bot.checks.failed_lookup import judge_failure
from bot.core.evidence.aws import Failure, FailureKind
from bot.core.model import Judgement, Outcome, skipped, unknown
from bot.words.build import build_report
from bot.words.report import Undecided
from tests.core.runs import run_of


def _undecided(judged: dict[str, Judgement], language: str = "en") -> Undecided:
    found = build_report(run_of(judged), language).undecided
    assert found is not None
    return found


def _failed(kind: FailureKind, action: str = "ses:GetAccount", by: str = "inspect") -> Judgement:
    return judge_failure(Failure(kind, action, "Code", "message", 403, by))


def test_missing_permissions_are_one_sentence_however_many_checks_they_stop() -> None:
    lookups = {
        "ses.account": _failed(FailureKind.DENIED, "ses:GetAccount"),
        "ses.identity": _failed(FailureKind.DENIED, "ses:GetEmailIdentity"),
        "ses.configuration_set": _failed(FailureKind.DENIED, "ses:GetConfigurationSet"),
    }
    told = _undecided(lookups)
    assert told.reason == "The bot is denied `ses:GetAccount` and 2 more, so it cannot decide."
    assert "`ses-check policy prod`" in told.next
    assert "[targets.prod.inspect]" in told.next
    assert len(build_report(run_of(lookups), "en").repairs) == 1


@pytest.mark.parametrize(
    "kind", [FailureKind.NO_CREDENTIALS, FailureKind.INVALID_KEY, FailureKind.BAD_SIGNATURE, FailureKind.EXPIRED_TOKEN]
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_trouble_of_the_bots_own_credentials_names_the_table_that_it_concerns(
    kind: FailureKind, language: str
) -> None:
    told = _undecided({"ses.account": _failed(kind), "ses.identity": _failed(kind)}, language)
    assert "[targets.prod.inspect]" in told.next
    assert told.reason.endswith(".")


def test_an_outage_and_a_blocked_way_have_each_their_own_next_step() -> None:
    outage = _undecided({"ses.account": _failed(FailureKind.UNAVAILABLE)})
    blocked = _undecided({"ses.account": _failed(FailureKind.UNREACHABLE)})
    assert "AWS Health Dashboard" in outage.next
    assert "443" in blocked.next
    assert outage.reason.startswith("SES account: ")


def test_a_silent_login_is_told_as_what_it_is() -> None:
    told = _undecided({"smtp.auth": unknown("reason.auth_silent", seconds=8)})
    assert "did not answer the login within 8 s" in told.reason
    assert "machine that sends" in told.next


def test_what_is_not_configured_is_named_with_its_table() -> None:
    told = _undecided({"smtp.auth": skipped("reason.no_login")})
    assert "[targets.prod.smtp]" in told.next


def test_a_lookup_that_could_not_be_made_is_told_before_one_that_was_not_asked() -> None:
    judged = {"smtp.auth": skipped("reason.no_login"), "ses.account": _failed(FailureKind.UNAVAILABLE)}
    assert build_report(run_of(judged), "en").checks
    assert _undecided(judged).reason.startswith("SES account")
    assert {r.outcome for r in run_of(judged).results if r.id == "smtp.auth"} == {Outcome.SKIPPED}
