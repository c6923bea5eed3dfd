"""Which facts are read from a text, and which similar texts are not mistaken for them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.explain.explain import explain
from bot.explain.explanation import Explanation
from bot.explain.record import record


def _facts(text: str) -> dict[str, Any]:
    result = explain(text)
    assert isinstance(result, Explanation)
    return dict(record(result)["facts"])


def test_an_smtp_refusal_in_a_log_of_postfix() -> None:
    found = _facts(
        "postfix/smtp[1]: A1: to=<a@example.net>, relay=email-smtp.eu-west-1.amazonaws.com[192.0.2.1]:587, dsn=5.0.0, "
        "status=bounced (host email-smtp.eu-west-1.amazonaws.com[192.0.2.1] said: 554 Message rejected: Email address is "
        "not verified. The following identities failed the check in region EU-WEST-1: shop@example.com, Ann "
        "<ann@example.com>, example.org (in reply to end of DATA command))"
    )
    assert found["reply_code"] == 554
    assert found["stage"] == "data"
    assert (found["host"], found["region"]) == ("email-smtp.eu-west-1.amazonaws.com", "eu-west-1")
    assert found["identities"][:2] == ["shop@example.com", "ann@example.com"]
    assert found["client"] == "postfix"


def test_an_api_refusal() -> None:
    found = _facts(
        "operation error SESv2: SendEmail, https response error StatusCode: 403, RequestID: "
        "0a1b2c3d-1111-2222-3333-444455556666, api error AccessDeniedException: User: arn:aws:iam::111122223333:user/app is "
        "not authorized to perform: ses:SendEmail on resource: arn:aws:ses:ap-southeast-1:111122223333:identity/example.com"
    )
    assert found["aws_code"] == "AccessDeniedException"
    assert (found["operation"], found["action"]) == ("SendEmail", "ses:SendEmail")
    assert found["request_id"] == "0a1b2c3d-1111-2222-3333-444455556666"
    assert found["identities"] == ["example.com"]
    assert found["region"] == "ap-southeast-1"
    assert found["stage"] == "api"
    assert "reply_code" not in found
    # Account ids keep only their last four digits.
    assert found["arns"] == ["arn:aws:iam::…3333:user/app", "arn:aws:ses:ap-southeast-1:…3333:identity/example.com"]


@pytest.mark.parametrize(
    ("text", "code", "enhanced"),
    [
        ("(535, b'Authentication Credentials Invalid')", 535, None),
        ("535-5.7.8 Username and Password not accepted", 535, "5.7.8"),
        ('got code "454", with message', 454, None),
        ("responseCode: 421", 421, None),
        ("SMTP code: 550", 550, None),
        ("501 Invalid MAIL FROM address provided", 501, None),
        ("550 5.1.1 user unknown", 550, "5.1.1"),
        ("status code: 500, request id", None, None),
        ("HTTP/1.1 503 Service Unavailable", None, None),
        ("Thing.java:535", None, None),
        ("192.0.2.1:587 and 10.5.3.5", None, None),
        ("20260105 552ms 12.535", None, None),
        ("235 Authentication successful", 235, None),
    ],
)
def test_a_reply_code_is_told_from_other_numbers(text: str, code: int | None, enhanced: str | None) -> None:
    found = _facts(text)
    assert (found.get("reply_code"), found.get("enhanced_code")) == (code, enhanced)


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("Could not connect to SMTP host: smtp.example.com, port: 465", "smtp.example.com", 465),
        ("getaddrinfo ENOTFOUND email-smtp.us-east-1.amazonaws.com", "email-smtp.us-east-1.amazonaws.com", None),
        ("connect ECONNREFUSED 127.0.0.1:587", "127.0.0.1", 587),
        ("hostname: 'mail.example.com', port: 25", "mail.example.com", 25),
        ("MAIL_HOST=smtp.example.com\nMAIL_PORT=587", "smtp.example.com", 587),
        ("dial tcp 192.0.2.1:465: i/o timeout", "192.0.2.1", 465),
        ("smtps://user:made-up@smtp.example.com:465/", "smtp.example.com", 465),
        ("at com.sun.mail.smtp.SMTPTransport.openServer(SMTPTransport.java:1961)", None, None),
        ("System.Net.Mail.SmtpException", None, None),
        ("getaddrinfo ENOTFOUND akiaiosfodnn7example", None, None),
    ],
)
def test_a_host_is_told_from_other_dotted_names(text: str, host: str | None, port: int | None) -> None:
    found = _facts(text)
    assert (found.get("host"), found.get("port")) == (host, port)


def test_a_key_id_keeps_its_last_four_characters() -> None:
    assert "AKIAIOSFODNN7EXAMPLE" not in str(_facts("arn:aws:iam::111122223333:access-key/AKIAIOSFODNN7EXAMPLE"))


def test_nothing_found_is_left_out() -> None:
    assert _facts("The quick brown fox") == {}


@pytest.mark.parametrize(
    ("words", "layer"),
    [
        ("with an explicit deny in a service control policy", "scp"),
        ("because no permissions boundary allows the ses:SendEmail action", "boundary"),
        ("because no identity-based policy allows the ses:SendEmail action", "identity"),
        ("with an explicit deny in a VPC endpoint policy", "vpc_endpoint"),
    ],
)
def test_the_layer_that_aws_names(words: str, layer: str) -> None:
    start = (
        "AccessDeniedException: User: arn:aws:iam::111122223333:user/app is not authorized to perform: ses:SendEmail"
    )
    assert (
        _facts(f"{start} on resource: arn:aws:ses:eu-west-1:111122223333:identity/example.com {words}")["layer"]
        == layer
    )
    assert "layer" not in _facts(f"{start} on resource: x")
