from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.checks.smtp.auth import Evidence, judge
from bot.core.evidence.aws import CredentialShapes, Failure, FailureKind, FieldShape, KeyListing
from bot.core.evidence.smtp import Phase
from bot.core.model import Judgement, Note, Outcome
from tests.checks.evidence import HOST, SMTP_KEY_ID, TARGET, found, reason, shapes, target
from tests.checks.smtp.phases import STAGES, answered, ended

LOGIN = {"credential:smtp", f"key:{SMTP_KEY_ID}"}


def judged(phase: Phase | None, given: CredentialShapes | None = None) -> Judgement:
    return judge(TARGET, Evidence(phase, given or shapes()))


def test_235_is_accepted_and_says_that_it_is_not_everything() -> None:
    judgement = judged(Phase(STAGES, accepted=True, reply="235 ok"))
    assert judgement.outcome is Outcome.PASS
    assert judgement.accepted == LOGIN
    assert reason(judgement) == "note.auth"


@pytest.mark.parametrize(
    ("code", "text", "cause"),
    [
        (535, "Authentication Credentials Invalid", "smtp.credentials_invalid"),
        (535, "5.7.8 Error: authentication failed: (reason unavailable)", "smtp.credentials_invalid"),
        (535, "Incorrect authentication data", "smtp.credentials_invalid"),
        (550, "5.7.1 Client host rejected: Access denied", "smtp.client_refused"),
        (554, "no", "smtp.client_refused"),
        (554, "5.7.8 Error: authentication failed", "smtp.credentials_invalid"),
        (550, "Authentication failed", "smtp.credentials_invalid"),
        (553, "Invalid user name or password", "smtp.credentials_invalid"),
        (550, "Incorrect password", "smtp.credentials_invalid"),
        (535, "Account not subscribed to SES", "account.not_subscribed/smtp"),
        (454, "Temporary authentication failure", "service.unavailable/auth"),
        (454, "4.7.0 Temporary authentication failure: Connection lost", "service.unavailable/auth"),
        (451, "Temporary service failure", "service.unavailable"),
        (421, "closing", "service.unavailable"),
        (454, "Throttling failure: Maximum sending rate exceeded", "quota.rate"),
        (454, "Throttling failure: Daily message quota exceeded", "quota.daily/full_by_reply"),
        (530, "Must issue a STARTTLS command first", "tls.starttls_required"),
        (538, "5.7.11 Encryption required for requested authentication mechanism", "tls.starttls_required"),
        (530, "Authentication required", "smtp.auth_required"),
        (504, "Unrecognized authentication type", "smtp.auth_mechanism"),
        (534, "5.7.9 Authentication mechanism is too weak", "smtp.auth_mechanism"),
        (503, "AUTH command used when not advertised", "smtp.auth_mechanism"),
    ],
)
def test_a_refusal_is_told_by_code_and_words(code: int, text: str, cause: str) -> None:
    judgement = judged(answered(code, text))
    assert found(judgement) == [cause]
    assert judgement.accepted == frozenset()
    assert judgement.findings[0].values["reply"] == f"{code} {text}"
    assert judgement.stages == STAGES


def test_a_535_is_about_the_login_and_its_key() -> None:
    (finding,) = judged(answered(535, "Authentication Credentials Invalid")).findings
    assert finding.about >= LOGIN
    assert finding.subject == SMTP_KEY_ID


def test_the_old_signatures_own_rate_is_a_legacy_password() -> None:
    judgement = judged(answered(454, "Throttling failure: Maximum SigV2 SMTP sending rate exceeded"))
    assert found(judgement) == ["smtp.password_legacy", "quota.rate"]


@pytest.mark.parametrize("code", [199, 235, 250, 354, 600, 999])
def test_a_reply_that_makes_no_sense_is_unknown(code: int) -> None:
    assert judged(answered(code, "Ok")).outcome is Outcome.UNKNOWN


def test_garbage_is_unknown() -> None:
    judgement = judged(ended("auth", "malformed"))
    assert judgement.outcome is Outcome.UNKNOWN
    assert reason(judgement) == "reason.odd_reply"


def test_silence_is_unknown_for_servers_hold_back_a_refusal() -> None:
    judgement = judged(ended("auth", "timeout"))
    assert judgement.outcome is Outcome.UNKNOWN
    assert reason(judgement) == "reason.auth_silent"
    assert judgement.stages


def test_an_end_in_mid_login() -> None:
    judgement = judged(ended("auth", "dropped"))
    assert found(judgement) == ["network.connection_dropped"]
    assert judgement.findings[0].values["stage"] == "auth"


def test_no_mechanism_in_common_and_none_at_all() -> None:
    other = judged(ended("auth", "no_mechanism", detail="cram-md5, xoauth2"))
    assert found(other) == ["smtp.auth_mechanism"]
    assert other.findings[0].values["mechanisms"] == ("CRAM-MD5", "XOAUTH2")
    assert found(judged(ended("auth", "no_mechanism", detail=""))) == ["smtp.auth_mechanism/none_offered"]


def test_no_login_is_skipped_and_an_unreadable_one_unknown() -> None:
    not_tried = Phase((), not_tried=Note("reason.no_login"))
    assert judged(not_tried, shapes(user=None, password=None)).outcome is Outcome.SKIPPED
    lost = FieldShape(configured=True, failure=Failure(FailureKind.DENIED, "ssm:GetParameter"))
    unreadable = judged(Phase((), not_tried=Note("reason.login_unreadable")), replace(shapes(), smtp_password=lost))
    assert unreadable.outcome is Outcome.UNKNOWN


def test_no_smtp_is_skipped() -> None:
    assert judge(target(smtp=None), Evidence(None, shapes(user=None, password=None))).outcome is Outcome.SKIPPED


def test_a_relays_login_is_about_no_key() -> None:
    judgement = judged(answered(535, "no"), shapes(user="mailuser", password="hunter2"))
    (finding,) = judgement.findings
    assert finding.subject == "mailuser"
    assert not any(token.startswith("key:") for token in finding.about)
    assert f"host:{HOST}" in finding.about


@pytest.mark.parametrize(
    ("seconds", "text", "cause"),
    [
        (20, "Authentication Credentials Invalid", "smtp.credentials_invalid/new_key"),
        (200, "Authentication Credentials Invalid", "smtp.credentials_invalid"),
        (20, "Account not subscribed to SES", "account.not_subscribed/smtp"),
    ],
)
def test_a_refused_key_that_was_made_seconds_ago_is_waited_for(seconds: int, text: str, cause: str) -> None:
    listing = KeyListing(SMTP_KEY_ID, "Active", datetime.now(UTC) - timedelta(seconds=seconds))
    assert found(judge(TARGET, Evidence(answered(535, text), shapes(), listing))) == [cause]


def test_the_age_of_a_key_that_iam_cannot_tell_changes_nothing() -> None:
    lost = Failure(FailureKind.DENIED, "iam:ListAccessKeys")
    judgement = judge(TARGET, Evidence(answered(535, "Authentication Credentials Invalid"), shapes(), lost))
    assert found(judgement) == ["smtp.credentials_invalid"]
