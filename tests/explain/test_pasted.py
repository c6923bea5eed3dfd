"""The kinds of pasted secrets are reported, and the secrets are nowhere in the answer. All secrets here are made up."""

from __future__ import annotations

import base64
import json

import pytest

from bot.explain.explain import explain
from bot.explain.explanation import Explanation
from bot.explain.pasted import KINDS
from bot.explain.record import record
from bot.languages import LANGUAGES
from bot.render.json.explanation import explanation_object
from bot.render.markdown.explanation import render as render_markdown
from bot.render.terminal.explanation import render as render_text
from bot.words.catalogue import catalogue
from bot.words.explanation import build_explanation

SECRET_KEY = "MadeUp+For/Tests0MadeUp+For/Tests0MadeUp"
SMTP_PASSWORD = "BM" + "MadeUp0MadeUp0MadeUp0MadeUp0MadeUp0MadeUp0"
PAYLOAD = base64.b64encode(f"\0AKIAIOSFODNN7EXAMPLE\0{SMTP_PASSWORD}".encode()).decode()
ENCODED = base64.b64encode(SMTP_PASSWORD.encode()).decode()
PEM = "-----BEGIN PRIVATE KEY-----\nTWFkZSB1cCBmb3IgdGVzdHM\n-----END PRIVATE KEY-----"

CASES = [
    ("secret_key", f"aws configure: AKIAIOSFODNN7EXAMPLE {SECRET_KEY}", SECRET_KEY),
    (
        "smtp_password",
        f"login AKIAIOSFODNN7EXAMPLE {SMTP_PASSWORD}: 535 Authentication Credentials Invalid",
        SMTP_PASSWORD,
    ),
    ("auth_payload", f"-> AUTH PLAIN {PAYLOAD}\n<- 535 Authentication Credentials Invalid", PAYLOAD),
    ("auth_payload", f"S: 334 UGFzc3dvcmQ6\nC: {ENCODED}\nS: 535 Authentication Credentials Invalid", ENCODED),
    ("url_password", "smtp://user:made-up-pass1@email-smtp.eu-west-1.amazonaws.com:587 535", "made-up-pass1"),
    ("url_password", f"smtps://AKIAIOSFODNN7EXAMPLE:{SMTP_PASSWORD}@email-smtp.eu-west-1.amazonaws.com", SMTP_PASSWORD),
    ("password", "SMTP_PASSWORD=made-up-pass1 535 Authentication Credentials Invalid", "made-up-pass1"),
    ("smtp_password", f"535 Authentication Credentials Invalid\nMAIL_PASSWORD={SMTP_PASSWORD}", SMTP_PASSWORD),
    ("secret_key", f"password: {SECRET_KEY} gives 535 Authentication Credentials Invalid", SECRET_KEY),
    ("password", '{"auth": {"user": "a", "pass": "made-up-pass1"}}', "made-up-pass1"),
    ("session_token", "AWS_SESSION_TOKEN=MadeUpMadeUpMadeUpMadeUp0", "MadeUpMadeUpMadeUpMadeUp0"),
    ("slack_token", "token xoxb-made-up-for-tests is invalid", "xoxb-made-up-for-tests"),
    ("bearer_token", "Authorization: Bearer made.up.for.tests", "made.up.for.tests"),
    ("private_key", f"dkim: {PEM}", "TWFkZSB1cCBmb3IgdGVzdHM"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "secret"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_a_secret_is_told_and_not_shown(kind: str, text: str, secret: str, language: str) -> None:
    result = explain(text)
    assert isinstance(result, Explanation)
    assert kind in result.pasted
    explained = build_explanation(result, language)
    shown = f"{result!r}{json.dumps(record(result))}{explained!r}"
    shown += f"{explanation_object(explained)}{render_markdown(explained)}{render_text(explained)}"
    assert secret not in shown
    assert explained.warnings[0] == catalogue(language)("explain.pasted")
    assert catalogue(language)(f"explain.pasted.{kind}") in explained.warnings


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_advice(language: str) -> None:
    assert all(f"explain.pasted.{kind}" in catalogue(language) for kind in KINDS)


@pytest.mark.parametrize(
    "text",
    [
        "535 Authentication Credentials Invalid",
        "SMTP ERROR: Password command failed: 535 Authentication Credentials Invalid",
        "Request ID: 0a1b2c3d-1111-2222-3333-444455556666",
        "https://email.eu-west-1.amazonaws.com:443/v2/email/account?from=a@example.com",
        "password: ********",
        "password=process.env.SMTP_PASSWORD",
        "250-AUTH PLAIN LOGIN",
        "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "Key id AKIAIOSFODNN7EXAMPLE",
    ],
)
def test_what_is_no_secret_gives_no_alarm(text: str) -> None:
    result = explain(text)
    assert isinstance(result, Explanation)
    assert result.pasted == ()


def test_a_secret_does_not_hide_the_cause() -> None:
    result = explain(
        f"smtp://AKIAIOSFODNN7EXAMPLE:{SMTP_PASSWORD}@email-smtp.eu-west-1.amazonaws.com:587: 530 Authentication required"
    )
    assert isinstance(result, Explanation)
    assert result.causes[0].code == "smtp.auth_required"
    assert (result.facts.host, result.facts.port) == ("email-smtp.eu-west-1.amazonaws.com", 587)
