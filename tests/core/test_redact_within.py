"""Secrets inside a longer encoded text, in hexadecimal, or broken over lines."""

import base64

import pytest

from bot.core.redact import GONE, Redactor
from bot.core.secret import Secret

SECRET = "p@ss word+1/= made up"


@pytest.fixture
def redactor() -> Redactor:
    known = Redactor()
    known.learn(Secret(SECRET))
    return known


@pytest.mark.parametrize("before", ["", "a", "ab", "relay:", "user:", "AKIAIOSFODNN7EXAMPLE\0"])
@pytest.mark.parametrize("after", ["", "\n", "\0x", ":xyz"])
def test_base64_of_a_text_with_a_secret_in_it_shows_none_of_it(redactor: Redactor, before: str, after: str) -> None:
    encoded = base64.b64encode(f"{before}{SECRET}{after}".encode()).decode()
    cleaned = redactor.clean(f"535 {encoded}")
    assert GONE in cleaned
    left = "".join(part for part in cleaned.removeprefix("535 ").split(GONE)).rstrip("=")
    assert len(left) <= len(base64.b64encode(f"{before}{after}".encode())) + 4


@pytest.mark.parametrize("form", [SECRET.encode().hex(), SECRET.encode().hex().upper()])
def test_hexadecimal_is_a_form_too(redactor: Redactor, form: str) -> None:
    assert redactor.clean(f"535 {form}") == f"535 {GONE}"


def test_a_secret_broken_over_lines_is_still_one() -> None:
    secret = "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"  # a published test vector of Terraform's AWS provider
    known = Redactor([Secret(secret)])
    assert known.server_text(f"535 {secret[:20]}\r\n{secret[20:]}") == GONE


def test_short_secrets_are_not_found_between_words() -> None:
    known = Redactor([Secret("made")])
    assert known.server_text("535 am a deed") == "535 am a deed"
