import contextlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.evidence.smtp import Certificate
from bot.lab.certificates import Authority, Kind
from bot.probes import tls

HOST = "email-smtp.eu-central-1.amazonaws.com"


def shake(server_context: ssl.SSLContext, client_context: ssl.SSLContext) -> ssl.SSLObject:
    """Returns the client's side of a handshake in memory. Raises the client's ssl.SSLError."""
    pipes = [ssl.MemoryBIO() for _ in range(2)]
    client = client_context.wrap_bio(pipes[0], pipes[1], server_hostname=HOST)
    server = server_context.wrap_bio(pipes[1], pipes[0], server_side=True)
    for _ in range(4):
        with contextlib.suppress(ssl.SSLWantReadError):
            client.do_handshake()
        with contextlib.suppress(ssl.SSLError):
            server.do_handshake()
    return client


def shake_with(authority: Authority, kind: Kind) -> ssl.SSLObject:
    """Returns a handshake with a server that has this kind of certificate; the client trusts the authority."""
    client_context = ssl.create_default_context(cadata=authority.ca_pem.decode())
    return shake(authority.issue(HOST, kind=kind).context, client_context)


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("expired", "expired"),
        ("not_yet_valid", "not_yet_valid"),
        ("self_signed", "self_signed"),
        ("unknown_ca", "unknown_ca"),
        ("interception", "unknown_ca"),
        ("wrong_host", "wrong_host"),
        ("ip_only", "wrong_host"),
    ],
)
def test_what_is_wrong_with_a_certificate(authority: Authority, kind: Kind, problem: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError) as caught:
        shake_with(authority, kind)
    assert tls.trouble_kind(caught.value) == "certificate"
    assert tls.certificate_problem(caught.value) == problem


def test_the_facts_of_a_good_certificate(authority: Authority) -> None:
    seen = tls.read_certificate(shake_with(authority, "good"))
    assert seen.names == (HOST,)
    assert seen.tls_version == "TLSv1.3"
    assert seen.problem == ""
    assert tls.days_left(seen) in (89, 90)


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01", b"not a certificate"])
def test_bytes_that_are_no_certificate_have_no_facts(der: bytes) -> None:
    assert tls.parse_certificate(der, tls_version="TLSv1.2") == Certificate(tls_version="TLSv1.2")


def test_days_left() -> None:
    now = datetime.now(UTC)
    assert tls.days_left(Certificate(not_after=now + timedelta(days=3, hours=1))) == 3
    assert tls.days_left(Certificate(not_after=now - timedelta(hours=1))) == -1
    assert tls.days_left(Certificate()) is None


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("WRONG_VERSION_NUMBER", "wrong_mode"),
        ("HTTP_REQUEST", "wrong_mode"),
        ("UNSUPPORTED_PROTOCOL", "protocol_version"),
        ("TLSV1_ALERT_PROTOCOL_VERSION", "protocol_version"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "protocol_version"),
        ("TLSV1_UNRECOGNIZED_NAME", "sni"),
        ("TLSV1_ALERT_INTERNAL_ERROR", "tls_other"),
        ("", "tls_other"),
    ],
)
def test_a_handshake_that_failed_is_told_by_its_reason(reason: str, kind: str) -> None:
    error = ssl.SSLError(1, "made up")
    error.reason = reason
    assert tls.trouble_kind(error) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("[SSL] legacy sigalg disallowed or unsupported (_ssl.c:992)", "protocol_version"),
        ("[SSL] unsupported protocol (_ssl.c:992)", "protocol_version"),
        ("[SSL] wrong version number", "wrong_mode"),
        ("[SSL] tlsv1 unrecognized name (_ssl.c:992)", "sni"),
        ("[SSL] something newer (_ssl.c:992)", "tls_other"),
        ("EOF occurred in violation of protocol (_ssl.c:992)", "tls_other"),
    ],
)
def test_a_reason_that_python_has_no_name_for_is_read_from_the_words(words: str, kind: str) -> None:
    error = ssl.SSLError(1, words)
    error.reason = None  # type: ignore[assignment]
    assert tls.trouble_kind(error) == kind


def test_tls_1_0_is_refused_with_its_own_reason(authority: Authority, tmp_path: Path) -> None:
    """On every Python: Debian's default context accepts TLS 1.0 and fails later, for another reason."""
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(authority.ca_pem)
    with pytest.raises(ssl.SSLError) as caught:
        shake(authority.issue(HOST, versions="tls1_0_only").context, tls.context(str(ca_file)))
    assert caught.value.reason == "TLSV1_ALERT_PROTOCOL_VERSION"
    assert tls.trouble_kind(caught.value) == "protocol_version"


def test_a_context_verifies_and_is_built_once() -> None:
    assert tls.context("") is tls.context("")
    assert tls.context("").verify_mode is ssl.CERT_REQUIRED
    assert tls.context("").check_hostname
