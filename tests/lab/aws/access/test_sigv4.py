import pytest

from bot.lab.aws.access.sigv4 import Authorization, canonical_request, read_authorization, signature, signing_time
from bot.lab.aws.routing import Inbound

# Key, time and results are from AWS's published Signature Version 4 test suite.
KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
WHEN = "20150830T123600Z"


def signed(path: str, query: str, headers: tuple[tuple[str, str], ...] = ()) -> str:
    inbound = Inbound("GET", path, query, (("host", "example.amazonaws.com"), ("x-amz-date", WHEN), *headers), b"")
    names = tuple(sorted({name for name, _ in inbound.headers}))
    authorization = Authorization(KEY, WHEN[:8], "us-east-1", "service", names, "")
    return signature(SECRET, authorization, WHEN, canonical_request(inbound, authorization))


def test_get_vanilla() -> None:
    assert signed("/", "") == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"


def test_get_vanilla_query_order_key_case() -> None:
    expected = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    assert signed("/", "Param2=value2&Param1=value1") == expected


def test_path_is_normalised_and_encoded_again() -> None:
    authorization = Authorization(KEY, WHEN[:8], "us-east-1", "ses", ("host",), "")
    inbound = Inbound("GET", "//v2/./email/identities/a%40example.com", "", (("host", "x"),), b"")
    assert canonical_request(inbound, authorization).split("\n")[1] == "/v2/email/identities/a%2540example.com"


def test_header_is_read() -> None:
    header = (
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/eu-central-1/ses/aws4_request, "
        "SignedHeaders=host;x-amz-date, Signature=00ff"
    )
    read = read_authorization(header)
    assert read == Authorization(
        "AKIAIOSFODNN7EXAMPLE", "20261121", "eu-central-1", "ses", ("host", "x-amz-date"), "00ff"
    )


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("", "algorithm"),
        ("Bearer something", "algorithm"),
        ("AWS4-HMAC-SHA256 Credential=A/20261121/r/s/aws4_request, Signature=00", "SignedHeaders"),
        ("AWS4-HMAC-SHA256 Credential=A/20261121/r/s, SignedHeaders=host, Signature=00", "5 slash-delimited"),
        ("AWS4-HMAC-SHA256 Credential=A B/20261121/r/s/aws4_request, SignedHeaders=host, Signature=00", "equal-sign"),
        ("AWS4-HMAC-SHA256 Credential=é/20261121/r/s/aws4_request, SignedHeaders=host, Signature=00", "access key id"),
    ],
)
def test_malformed_headers(header: str, complaint: str) -> None:
    read = read_authorization(header)
    assert isinstance(read, str)
    assert complaint in read


@pytest.mark.parametrize("date", [None, "yesterday", "20261399T000000Z"])
def test_no_signing_time(date: str | None) -> None:
    headers = (("x-amz-date", date),) if date else ()
    assert signing_time(Inbound("GET", "/", "", headers, b"")) is None
