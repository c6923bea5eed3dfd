"""Builds TLS contexts, one each per process, and classifies what is wrong with a certificate or a handshake."""

from __future__ import annotations

import re
import ssl
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from bot.core.evidence.smtp import Certificate

# OpenSSL's X509_V_ERR_* numbers: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_VERIFY = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_ca",
    20: "unknown_ca",
    21: "unknown_ca",
    62: "wrong_host",
    64: "wrong_host",
}
_VERSION_REASONS = frozenset(
    {
        "UNSUPPORTED_PROTOCOL",
        "NO_PROTOCOLS_AVAILABLE",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "TLSV1_ALERT_INSUFFICIENT_SECURITY",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "NO_SHARED_CIPHER",
        "NO_CIPHERS_AVAILABLE",
        "WRONG_SSL_VERSION",
        "LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED",
    }
)
_PLAIN_REASONS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "UNKNOWN_PROTOCOL"})
_SNI_REASONS = frozenset({"TLSV1_UNRECOGNIZED_NAME", "SSLV3_ALERT_ILLEGAL_PARAMETER", "TLSV1_ALERT_UNRECOGNIZED_NAME"})
# OpenSSL's own words, where Python knows no name for the reason: "[SSL] legacy sigalg disallowed (_ssl.c:992)".
_WORDS = re.compile(r"\[SSL\] (.+?)(?: \(\w+\.c:\d+\))?$")


@lru_cache(maxsize=16)
def context(ca_file: str) -> ssl.SSLContext:
    """Returns a context that verifies certificates; with "" by the system's CAs. Loading them takes some 40 ms.

    It speaks TLS 1.2 and newer, as SES does: https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html
    This is set here because Debian builds Python with OpenSSL's own defaults, where a context accepts TLS 1.0 too.
    """
    made = ssl.create_default_context(cafile=ca_file or None)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def unverified_context() -> ssl.SSLContext:
    """Returns a context that verifies nothing. No credential may be sent over it.

    It reads certificates that were refused, and finds out whether a port speaks TLS at all.
    """
    loose = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    loose.check_hostname = False
    loose.verify_mode = ssl.CERT_NONE
    return loose


def trouble_kind(error: BaseException) -> str:
    """Returns the kind of a failed handshake: certificate, wrong_mode, protocol_version, sni or tls_other."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    reason = _reason(error)
    if reason in _PLAIN_REASONS:
        return "wrong_mode"
    if reason in _VERSION_REASONS:
        return "protocol_version"
    return "sni" if reason in _SNI_REASONS else "tls_other"


def _reason(error: BaseException) -> str:
    """Returns OpenSSL's name of the reason, or "". Python's own is None where its list of names lacks the reason."""
    if named := getattr(error, "reason", None):
        return str(named)
    words = _WORDS.search(str(error))
    return words[1].upper().replace(" ", "_") if words else ""


def certificate_problem(error: ssl.SSLCertVerificationError) -> str:
    """Returns what is wrong: expired, not_yet_valid, self_signed, unknown_ca, wrong_host or other."""
    if "ostname mismatch" in str(error) or "IP address mismatch" in str(error):
        return "wrong_host"
    return _VERIFY.get(error.verify_code, "other")


def read_certificate(ssl_object: Any) -> Certificate:
    """Returns the server's certificate, TLS version and cipher of a connection."""
    der = ssl_object.getpeercert(binary_form=True)
    cipher = (ssl_object.cipher() or ("",))[0]
    return parse_certificate(der, tls_version=ssl_object.version() or "", cipher=cipher) if der else Certificate()


def parse_certificate(der: bytes, *, tls_version: str = "", cipher: str = "") -> Certificate:
    """Returns the facts of a DER certificate; only TLS version and cipher where it cannot be parsed."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        names = _names(certificate)
        issuer, subject = _name(certificate.issuer), _name(certificate.subject)
        begins, expires = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except ValueError:
        return Certificate(tls_version=tls_version, cipher=cipher)
    return Certificate(issuer, subject, names, begins, expires, tls_version, cipher)


def days_left(certificate: Certificate) -> int | None:
    """Returns the whole days until the certificate expires, negative afterwards; None where its end is not known."""
    if certificate.not_after is None:
        return None
    return (certificate.not_after - datetime.now(UTC)).days


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        extension = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return ()
    assert isinstance(extension, x509.SubjectAlternativeName)
    names = [*extension.get_values_for_type(x509.DNSName)]
    names += [str(address) for address in extension.get_values_for_type(x509.IPAddress)]
    return tuple(names[:10])


def _name(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        values = name.get_attributes_for_oid(oid)
        if values:
            return str(values[0].value)
    return ""
