import base64
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.redact import GONE, Redactor, cut, mask, strip_controls
from bot.core.secret import Secret

KEY_ID = "AKIAIOSFODNN7EXAMPLE"
RAW_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own published example
PASSWORD = "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"  # a published test vector of Terraform's AWS provider

secrets = st.text(st.characters(codec="utf-8"), min_size=4, max_size=60).filter(lambda s: len(s.strip()) >= 4)
around = st.text(max_size=30)


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def forms(secret: str, username: str) -> list[str]:
    plain = b64(f"\0{username}\0{secret}")
    return [secret, b64(secret), quote(secret, safe=""), quote_plus(secret), plain, plain.rstrip("=")]


@given(secrets, around, around)
@example("two  spaces", "a", "b")
@example("line\nbreak", "a", "b")
@example("p@ss word+1/=", "a", "b")
def test_no_form_of_a_known_secret_survives(secret: str, before: str, after: str) -> None:
    redactor = Redactor()
    redactor.learn(Secret(secret), username=KEY_ID)
    for form in forms(secret, KEY_ID):
        for text in (f"{before}{form}{after}", f"{form}{before}{form}", f"535 <{form}> {after}"):
            assert form not in redactor.clean(text).replace(GONE, "\0")


@given(secrets, st.sampled_from(["535 5.7.8 no such login: {}", "{}", "a {} b {} c"]))
@example("two  spaces", "{}")
@example("tab\tinside", "{}")
@example("line\r\nbreak", "{}")
@example("zero\u200bwidth", "{}")
def test_a_server_that_echoes_a_secret_shows_nothing_of_it(secret: str, reply: str) -> None:
    """In a server's text a secret has its white space flattened and its control characters removed."""
    redactor = Redactor()
    redactor.learn(Secret(secret), username=KEY_ID)
    for form in forms(secret, KEY_ID):
        shown = redactor.server_text(reply.replace("{}", form), 5000)
        flat = redactor.server_text(" ".join(reply.replace("{}", form).split()), 5000)
        assert len(strip_controls(secret)) < 4 or strip_controls(secret) not in shown.replace(GONE, "\0")
        assert len(" ".join(secret.split())) < 4 or " ".join(secret.split()) not in flat.replace(GONE, "\0")


@pytest.mark.parametrize("secret", ["line\nbreak made up", "quote'and\\back\\slash", "caf\u00e9 made up \u2713"])
def test_an_exception_that_quotes_a_secret_shows_nothing_of_it(secret: str) -> None:
    redactor = Redactor([Secret(secret)])
    for quoted in (repr(secret), ascii(secret), repr(secret.encode()), json.dumps(secret)):
        assert redactor.clean(f"Invalid header value {quoted}, refused")[21:-9].strip("b'\"") == GONE


@pytest.mark.parametrize(
    "text",
    [
        RAW_SECRET,
        PASSWORD,
        "AgEXAMPLEEXAMPLEEXAMPLEEXAMPLEexampleEXAMPLE",
        "xoxb-0000000000-made-up",
        "xapp-1-A000-made-up",
        "AUTH PLAIN AEFLSUFFWEFNUExFAG1hZGUtdXA=",
        "auth login bWFkZS11cA==",
        "Signature=0123456789abcdef0123456789abcdef",
        "Bearer made-up.token-value",
        "-----BEGIN PRIVATE KEY-----\nbWFkZS11cA==\n-----END PRIVATE KEY-----",
        f"AWS4-HMAC-SHA256 Credential={KEY_ID}/x, SignedHeaders=host, Signature=0123456789abcdef",
    ],
)
@pytest.mark.parametrize("surrounded", ["{}", "password={} end", '"{}"', "<{}>", "({}),"])
def test_what_looks_like_a_secret_goes_even_if_unknown(text: str, surrounded: str) -> None:
    shown = Redactor().clean(surrounded.replace("{}", text))
    assert GONE in shown
    assert text not in shown


@pytest.mark.parametrize(
    "text",
    [
        KEY_ID,
        "arn:aws:iam::111122223333:user/mail/myapp-smtp",
        "554 Message rejected: Email address is not verified.",
        "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE yyyy",
        "0107000000000000-example0-lab0-0000-0000-000000000000-000000",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "v=spf1 include:amazonses.com ~all",
        "lab1exampletokenxxxxxxxxxxxxxxxx._domainkey.example.com",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().clean(text) == text


def test_a_value_too_short_to_be_told_apart_is_not_learned() -> None:
    assert Redactor([Secret("ok")]).clean("250 ok") == "250 ok"


def test_a_secret_within_a_longer_one_does_not_leave_the_rest() -> None:
    redactor = Redactor([Secret("hunter"), Secret("hunter2-and-more")])
    assert redactor.clean("x hunter2-and-more y") == f"x {GONE} y"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\t", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_space(end: str) -> None:
    assert Redactor().server_text(f"250 Ok{end}queued") == "250 Ok queued"


@given(st.text(max_size=400), st.integers(1, 50))
def test_server_text_is_short_and_has_no_controls(text: str, limit: int) -> None:
    shown = Redactor().server_text(text, limit)
    assert len(shown) <= limit
    assert shown.isprintable() or all(not (ord(c) < 32 or 0x7F <= ord(c) < 0xA0) for c in shown)
    assert not any(c in shown for c in "\r\n\t\0\x1b\u200b\u202e\u2028\u2029\ufeff")
    shown.encode("utf-8")


def test_a_secret_split_by_invisible_characters_is_still_found() -> None:
    assert PASSWORD not in Redactor([Secret(PASSWORD)]).server_text(f"535 {PASSWORD[:9]}\x07{PASSWORD[9:]}")


@given(st.text(max_size=50), st.integers(1, 60))
def test_cut_marks_what_is_missing(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= limit
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (KEY_ID, "AKIA…MPLE"),
        ("ASIAIOSFODNN7EXAMPLE.", "ASIA…MPLE."),
        ("111122223333", "…3333"),
        ("arn:aws:iam::111122223333:user/x", "arn:aws:iam::…3333:user/x"),
        ("1111222233334", "1111222233334"),
        ("20261121030000", "20261121030000"),
        ("AKIA", "AKIA"),
    ],
)
def test_channels_see_the_last_four(text: str, shown: str) -> None:
    assert mask(text) == shown
