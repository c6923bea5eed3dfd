import socket
import ssl
import threading

import pytest
from cryptography import x509

from bot.lab.certificates import WRONG_HOST, Authority, Issued, Kind, Versions
from tests.lab.smtp.clients import modern_client

HOST = "email-smtp.eu-central-1.amazonaws.com"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def handshake(issued: Issued, client: ssl.SSLContext, name: str = HOST) -> str | ssl.SSLError:
    """Performs a handshake over loopback. Returns the TLS version, or the client's error."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        accepted, _ = listener.accept()
        with accepted:
            try:
                issued.context.wrap_socket(accepted, server_side=True).close()
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with socket.create_connection(listener.getsockname(), timeout=5) as raw:
            try:
                with client.wrap_socket(raw, server_hostname=name) as wrapped:
                    return str(wrapped.version())
            except ssl.SSLError as error:
                return error
    finally:
        thread.join()
        listener.close()


def test_a_good_certificate_verifies(authority: Authority) -> None:
    assert handshake(authority.issue(HOST), modern_client(authority)) == "TLSv1.3"


def test_a_good_certificate_is_not_trusted_without_the_authority(authority: Authority) -> None:
    assert isinstance(handshake(authority.issue(HOST), ssl.create_default_context()), ssl.SSLCertVerificationError)


@pytest.mark.parametrize("name", ["127.0.0.1", "*.amazonaws.test"])
def test_other_kinds_of_names(authority: Authority, name: str) -> None:
    asked = name.replace("*", "anything")
    assert handshake(authority.issue(name), modern_client(authority), asked) == "TLSv1.3"


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [  # X509_V_ERR_* of OpenSSL's x509_vfy.h
        ("expired", 10, "expired"),
        ("not_yet_valid", 9, "not yet valid"),
        ("self_signed", 18, "self-signed certificate"),
        ("unknown_ca", 20, "unable to get local issuer"),
        ("interception", 19, "self-signed certificate in certificate chain"),
        ("wrong_host", 62, "Hostname mismatch"),
        ("ip_only", 62, "Hostname mismatch"),
    ],
)
def test_each_bad_certificate_fails_in_its_own_way(authority: Authority, kind: Kind, code: int, words: str) -> None:
    error = handshake(authority.issue(HOST, kind=kind), modern_client(authority))
    assert isinstance(error, ssl.SSLCertVerificationError)
    assert error.verify_code == code
    assert words.lower() in error.verify_message.lower()


@pytest.mark.parametrize("kind", ["unknown_ca", "self_signed", "interception"])
def test_only_trust_is_wrong_with_untrusted_ones(authority: Authority, kind: Kind) -> None:
    issued = authority.issue(HOST, kind=kind)
    client = ssl.create_default_context(cadata=issued.pem.decode())
    if kind == "unknown_ca":  # its chain does not hold the authority that signed it
        client.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    assert handshake(issued, client) == "TLSv1.3"


@pytest.mark.parametrize(
    ("versions", "reason"),
    [
        ("tls1_0_only", "TLSV1_ALERT_PROTOCOL_VERSION"),
        ("no_common_cipher", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
        ("refuses_name", "TLSV1_UNRECOGNIZED_NAME"),
    ],
)
def test_nothing_in_common(authority: Authority, versions: Versions, reason: str) -> None:
    error = handshake(authority.issue(HOST, versions=versions), modern_client(authority))
    assert isinstance(error, ssl.SSLError)
    assert error.reason == reason


def test_an_old_client_reaches_the_tls_1_0_server(authority: Authority) -> None:
    client = modern_client(authority)
    client.set_ciphers("ALL:@SECLEVEL=0")
    client.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    assert handshake(authority.issue(HOST, versions="tls1_0_only"), client) == "TLSv1"


def test_the_pem_is_the_chain_without_a_key(authority: Authority) -> None:
    issued = authority.issue(HOST, kind="wrong_host")
    assert b"PRIVATE KEY" not in issued.pem
    [certificate] = x509.load_pem_x509_certificates(issued.pem)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [WRONG_HOST]


def test_no_name_is_a_mistake(authority: Authority) -> None:
    with pytest.raises(ValueError, match="at least one name"):
        authority.issue()
