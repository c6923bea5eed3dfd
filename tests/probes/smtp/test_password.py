import base64
import hashlib
import hmac
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.secret import Secret
from bot.probes.regions import ses_regions
from bot.probes.smtp.password import derive, derive_legacy, match

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own published example


def published_algorithm(secret: str, region: str) -> str:
    """Derives the password as AWS's published script does, line by line, to compare the product's with it.

    https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
    """

    def sign(key: bytes, message: str) -> bytes:
        return hmac.new(key, message.encode("utf-8"), hashlib.sha256).digest()

    signature = sign(("AWS4" + secret).encode("utf-8"), "11111111")
    signature = sign(signature, region)
    signature = sign(signature, "ses")
    signature = sign(signature, "aws4_request")
    signature = sign(signature, "SendRawEmail")
    return base64.b64encode(bytes([0x04]) + signature).decode("utf-8")


@pytest.mark.parametrize(
    ("secret", "password"),
    [
        # terraform-provider-aws, internal/service/iam/access_key_test.go
        ("some+secret+key", "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"),
        ("another+secret+key", "BBbphbrQmrKMx42d1N6+C7VINYEBGI5v9VsZeTxwskfh"),
    ],
)
def test_the_published_vectors(secret: str, password: str) -> None:
    assert derive(secret, "eu-central-1") == password


@given(st.text("ABCDEFGHIJabcdefghij0123456789+/", min_size=40, max_size=40), st.sampled_from(ses_regions()))
def test_an_independent_implementation_agrees(secret: str, region: str) -> None:
    assert derive(secret, region) == published_algorithm(secret, region)


def test_every_region_has_its_own_password() -> None:
    assert len(ses_regions()) >= 36
    assert len({derive(SECRET, region) for region in ses_regions()}) == len(ses_regions())


@pytest.mark.parametrize("region", ses_regions())
def test_a_password_is_told_to_be_of_its_region(region: str) -> None:
    found = match(Secret(derive(SECRET, region)), Secret(SECRET), ses_regions())
    assert found.known
    assert found.regions == (region,)
    assert not (found.legacy or found.raw_secret)
    assert found.derived == len(ses_regions())


def test_legacy_raw_and_none() -> None:
    legacy = match(Secret(derive_legacy(SECRET)), Secret(SECRET), ses_regions())
    assert (legacy.regions, legacy.legacy, legacy.raw_secret) == ((), True, False)
    assert len(derive_legacy(SECRET)) == 44
    raw = match(Secret(SECRET), Secret(SECRET), ses_regions())
    assert (raw.regions, raw.legacy, raw.raw_secret) == ((), False, True)
    none = match(Secret(derive("of another key", "eu-central-1")), Secret(SECRET), ses_regions())
    assert (none.regions, none.legacy, none.raw_secret) == ((), False, False)


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_no_password_raises(password: str) -> None:
    assert match(Secret(password), Secret(SECRET), ("eu-central-1",)).known


def test_36_regions_take_less_than_five_milliseconds() -> None:
    password, secret, regions = Secret(derive(SECRET, "us-east-1")), Secret(SECRET), ses_regions()
    times = []
    for _ in range(20):
        started = time.perf_counter()
        match(password, secret, regions)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.005
