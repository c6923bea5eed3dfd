from datetime import UTC, datetime

import pytest

from bot.checks.smtp.password import Evidence, judge
from bot.core.evidence.aws import CredentialShapes, Failure, FailureKind, KeyUse, PasswordMatch
from bot.core.model import Judgement, Outcome
from bot.probes.smtp.password import derive_legacy
from tests.checks.evidence import (
    BLIND,
    PASSWORD,
    REGION,
    SECRET,
    SMTP_KEY_ID,
    failure,
    found,
    is_blind,
    reason,
    shapes,
    target,
)


def judged(match: PasswordMatch | Failure, given: CredentialShapes | None = None, **changes: object) -> Judgement:
    return judge(target(**changes), Evidence(match, given or shapes()))


def known(*regions: str, legacy: bool = False, raw_secret: bool = False) -> PasswordMatch:
    return PasswordMatch(True, regions, legacy, raw_secret, derived=36)


def test_this_regions_password_fits() -> None:
    judgement = judged(known(REGION))
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.password_fits"


@pytest.mark.parametrize(
    ("match", "given", "code"),
    [
        (known("us-east-1"), shapes(), "smtp.password_wrong_region"),
        (known(), shapes(), "smtp.password_other_key"),
        (known(raw_secret=True), shapes(password=SECRET), "smtp.password_not_smtp"),
        (known(legacy=True), shapes(password=derive_legacy(SECRET)), "~smtp.password_legacy"),
    ],
)
def test_what_the_password_is_instead(match: PasswordMatch, given: CredentialShapes, code: str) -> None:
    judgement = judged(match, given)
    assert found(judgement) == [code]
    (finding,) = judgement.findings
    assert finding.subject == SMTP_KEY_ID
    assert "credential:smtp" in finding.about
    assert not finding.presumed


def test_the_other_region_is_named_and_a_part_of_what_it_is_about() -> None:
    (finding,) = judged(known("us-east-1")).findings
    assert finding.values["password_region"] == "us-east-1"
    assert "region:us-east-1" in finding.about


def test_a_damaged_password_that_matches_nothing_is_judged_by_its_damage_alone() -> None:
    judgement = judged(known(), shapes(password=PASSWORD[:-1]))
    assert judgement.outcome is Outcome.PASS
    assert reason(judgement) == "note.password_damaged"


def test_an_unknown_secret_is_skipped_and_says_what_to_add() -> None:
    judgement = judged(PasswordMatch(known=False))
    assert judgement.outcome is Outcome.SKIPPED
    assert reason(judgement) == "reason.no_secret_of_key"
    assert judgement.decided is None


def test_a_relays_password_is_not_derived_from_anything() -> None:
    judgement = judged(PasswordMatch(known=False), shapes(user="mailuser", password="hunter2"))
    assert judgement.outcome is Outcome.SKIPPED
    assert judgement.decided == frozenset({"credential:smtp"})


@pytest.mark.parametrize("given", [shapes(password=None), shapes(password="")])
def test_no_password_is_skipped(given: CredentialShapes) -> None:
    assert reason(judged(PasswordMatch(known=False), given)) == "reason.no_smtp_password"
    assert judged(PasswordMatch(known=False), given, smtp=None).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("kind", BLIND)
def test_a_store_that_cannot_be_read_is_unknown(kind: FailureKind) -> None:
    assert is_blind(judged(failure(kind, "ssm:GetParameter")))


USED = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (KeyUse("myapp-smtp", USED, "ses", "us-east-1"), "reason.no_secret_used_elsewhere"),
        (KeyUse("myapp-smtp", USED, "ses", REGION), "reason.no_secret_of_key"),
        (KeyUse("myapp-smtp", USED, "s3", "us-east-1"), "reason.no_secret_of_key"),
        (KeyUse("myapp-smtp", USED, "ses", None), "reason.no_secret_of_key"),
        (KeyUse("myapp-smtp"), "reason.no_secret_of_key"),
        (failure(FailureKind.DENIED, "iam:GetAccessKeyLastUsed"), "reason.no_secret_of_key"),
        (None, "reason.no_secret_of_key"),
    ],
)
def test_without_the_secret_the_last_use_of_the_key_is_a_hint_and_no_finding(
    use: KeyUse | Failure | None, told: str
) -> None:
    judgement = judge(target(), Evidence(PasswordMatch(known=False), shapes(), use))
    assert judgement.outcome is Outcome.SKIPPED
    assert judgement.findings == ()
    assert reason(judgement) == told
