"""Verdicts, precedence, retry advice and sizes of an explanation. test_texts.py tests the causes."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from bot.explain.explain import explain
from bot.explain.explanation import MAX_BYTES, Certainty, Explanation, Retry, Unreadable

ROOT = Path(__file__).parents[2]
DENIED = (
    "User `arn:aws:iam::111122223333:user/app' is not authorized to perform `ses:SendEmail' on resource "
    "`arn:aws:ses:eu-west-1:111122223333:identity/example.com'"
)
UNVERIFIED = "Email address is not verified. The following identities failed the check in region EU-WEST-1: "


def _explained(text: str) -> Explanation:
    result = explain(text)
    assert isinstance(result, Explanation)
    return result


def _codes(text: str) -> list[str]:
    return [suspect.code for suspect in _explained(text).causes]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("454 Throttling failure: Maximum sending rate exceeded.", Certainty.CERTAIN),
        (f"554 Access denied: {DENIED}", Certainty.CERTAIN),
        ("535 Authentication Credentials Invalid", Certainty.LIKELY),
        (f"554 Message rejected: {UNVERIFIED}a@example.com", Certainty.LIKELY),
        ("javax.net.ssl.SSLHandshakeException", Certainty.CANNOT_TELL),
        ("535-5.7.8 Username and Password not accepted - gsmtp", Certainty.NOT_SES),
        ("The quick brown fox", Certainty.UNKNOWN),
    ],
)
def test_a_verdict_says_how_sure_it_is(text: str, verdict: Certainty) -> None:
    assert _explained(text).verdict is verdict


def test_causes_are_empty_and_three_stand_near_where_nothing_is_known() -> None:
    for text in ("The quick brown fox", "535-5.7.8 Username and Password not accepted - gsmtp"):
        result = _explained(text)
        assert result.causes == ()
        assert len({suspect.code for suspect in result.nearest}) == 3


def test_the_nearest_causes_share_words_with_the_text() -> None:
    assert "quota.rate" in [s.code for s in _explained("something about sending and its rate per hour").nearest]


def test_confidences_fall_and_stay_between_0_and_1() -> None:
    values = [suspect.confidence for suspect in _explained("535 Authentication Credentials Invalid").causes]
    assert values == sorted(values, reverse=True)
    assert all(0 < value <= 1 for value in values)


def test_clock_skew_comes_before_the_signature() -> None:
    codes = _codes("SignatureDoesNotMatch: Signature expired: 20260105T101010Z is now earlier than 20260105T102010Z")
    assert codes == ["credentials.clock_skew"]


def test_the_words_come_before_the_type_of_the_exception() -> None:
    assert (
        _codes("smtplib.SMTPAuthenticationError: (530, b'Must issue a STARTTLS command first')")[0]
        == "tls.starttls_required"
    )


def test_the_host_comes_before_the_words() -> None:
    said = "said: 535 Authentication Credentials Invalid"
    assert _explained(f"host smtp.sendgrid.net[192.0.2.1] {said}").provider == "sendgrid"
    assert _codes(f"host email-smtp.eu-west-1.amazonaws.com[192.0.2.1] {said}")[0] == "smtp.credentials_invalid"


def test_a_network_fault_is_the_same_whoever_is_called() -> None:
    result = _explained("connect to smtp.gmail.com[192.0.2.1]:587: Connection timed out")
    assert result.causes[0].code == "network.unreachable"
    assert result.provider == "gmail"


def test_throttling_is_read_from_its_sentence() -> None:
    assert _codes("Throttling: Daily message quota exceeded")[0] == "quota.daily"
    assert _codes("Throttling: Maximum sending rate exceeded")[0] == "quota.rate"


def test_535_is_decided_by_the_dialect() -> None:
    assert _codes("535 Authentication Credentials Invalid")[0] == "smtp.credentials_invalid"
    assert _codes("535 Account not subscribed to SES")[0] == "account.not_subscribed"
    for said in (
        "535 5.7.8 Error: authentication failed",
        "535 Incorrect authentication data",
        "535 Authentication failed",
    ):
        assert _explained(said).verdict is Certainty.NOT_SES


def test_who_is_not_verified_is_compared_with_sender_and_recipient() -> None:
    refused = f"{UNVERIFIED}jane@example.net"
    assert _codes(f"to=<jane@example.net>, said: 554 Message rejected: {refused}")[0] == "account.sandbox"
    assert _codes(f"from=<jane@example.net>, said: 554 Message rejected: {refused}")[0] == "identity.not_verified"
    assert _codes(f"{UNVERIFIED}a@example.com, b@example.net")[0] == "identity.not_verified"


def test_another_region_in_the_text_is_seen() -> None:
    found = _explained(f"{UNVERIFIED}a@example.com (AWS_REGION=us-east-1)")
    assert "region.mismatch" in [s.code for s in found.causes[:2]]
    assert found.facts.region == "eu-west-1"


@pytest.mark.parametrize(
    ("text", "retry"),
    [
        ("454 Throttling failure: Daily message quota exceeded", Retry.WAIT),
        ("451 4.4.2 Timeout waiting for data from client.", Retry.WAIT),
        ("454 Temporary authentication failure", Retry.WAIT),
        ("535 Authentication Credentials Invalid", Retry.FIX),
        ('"bounceType":"Permanent","bounceSubType":"OnAccountSuppressionList"', Retry.GIVE_UP),
        ("452 4.2.2 Mailbox full", Retry.WAIT),
        ("452 words that nobody knows", Retry.WAIT),
        ("The quick brown fox", Retry.UNKNOWN),
    ],
)
def test_it_is_said_whether_to_retry(text: str, retry: Retry) -> None:
    assert _explained(text).retry is retry


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "535 Authentication Credentials Invalid " * 600,
        "a line of a log\n" * 10_000,
        "\u202e\u200f\u2066\u200f",
        "\ud800\udfff",
        "!!! ??? ---",
    ],
    ids=["long", "repeated", "many lines", "direction marks", "half characters", "punctuation"],
)
def test_anything_gets_an_answer(text: str) -> None:
    assert isinstance(explain(text), Explanation)


@pytest.mark.parametrize(
    "text", ["\x00\x01\x02\xff\xfe", random.Random(7).randbytes(5_000).decode("cp1252", "replace")]
)
def test_bytes_that_are_no_text_are_refused(text: str) -> None:
    assert explain(text) == Unreadable("binary", len(text.encode()))


def test_a_stray_control_character_or_colours_of_a_terminal_are_no_binary_file() -> None:
    for text in ("535 Authentication\0 Credentials Invalid, said the server at the login", "\x1b[31m535\x1b[0m failed"):
        assert isinstance(explain(text), Explanation)


def test_too_long_and_empty_are_refused_by_value() -> None:
    assert explain("é" * MAX_BYTES) == Unreadable("too_long", 2 * MAX_BYTES)
    assert explain(" \n\t") == Unreadable("empty", 3)
    assert isinstance(explain("x" * MAX_BYTES), Explanation)


def test_the_order_does_not_hang_on_the_hash_seed() -> None:
    code = (
        "from bot.explain.explain import explain; from bot.explain.record import record; "
        "print([record(explain(t)) for t in ('554 Transaction failed', 'SSLHandshakeException', 'EOF', '535 x gmx sendgrid')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_only_the_standard_library_is_needed() -> None:
    code = "import sys; from bot.explain.explain import explain; explain('535'); print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded - set(sys.stdlib_module_names) - {"bot", "__main__"}


def test_a_pasted_smtp_password_is_used_as_evidence() -> None:
    error = "535 Authentication Credentials Invalid"
    codes = [s.code for s in _result(error).causes]
    assert "smtp.password_not_smtp" in codes
    made_up = "BM" + "MadeUp0" * 6
    pasted = _result(f"login AKIAIOSFODNN7EXAMPLE {made_up}: {error}")
    assert "smtp_password" in pasted.pasted
    assert [s.code for s in pasted.causes] == [code for code in codes if code != "smtp.password_not_smtp"]


def _result(text: str) -> Explanation:
    result = explain(text)
    assert isinstance(result, Explanation)
    return result
