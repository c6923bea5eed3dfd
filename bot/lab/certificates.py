"""Issues certificates for the lab's servers: valid ones, and each kind of invalid one that a mail client may meet."""

import datetime
import ipaddress
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Kind = Literal[
    "good", "ends_soon", "expired", "not_yet_valid", "self_signed", "unknown_ca", "wrong_host", "ip_only", "interception",
]  # fmt: skip
Versions = Literal["modern", "tls1_0_only", "no_common_cipher", "refuses_name"]

WRONG_HOST = "mail.example.net"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """TLS of one server. context: to serve with. pem: the certificate chain as sent, without the private key."""

    context: ssl.SSLContext
    pem: bytes


class Authority:
    """The lab's certificate authority. A client trusts it by loading `ca_pem`."""

    def __init__(self) -> None:
        self._ca = trustme.CA(organization_name="SES Check lab")
        self._stranger = trustme.CA(organization_name="Example interception proxy")

    @property
    def ca_pem(self) -> bytes:
        """The authority's own certificate in PEM, for a client's trust store (`ca_file`)."""
        return self._ca.cert_pem.bytes()

    def issue(self, *names: str, kind: Kind = "good", versions: Versions = "modern") -> Issued:
        """Issues a certificate for host names or IP addresses.

        `wrong_host` ignores `names` and is valid for WRONG_HOST, `ip_only` for 127.0.0.1 alone. `ends_soon` expires
        in five days. `unknown_ca` is issued by an authority that nobody trusts; so is `interception`, which also
        sends that authority's certificate, as a TLS-inspecting proxy does. Raises ValueError if `names` is empty.
        """
        if not names:
            raise ValueError("a certificate needs at least one name")
        key_pem, chain_pem = _self_signed(names) if kind == "self_signed" else self._signed(names, kind)
        context = _server_context(versions)
        with tempfile.TemporaryDirectory() as folder:  # load_cert_chain reads files only
            path = Path(folder) / "server.pem"
            path.write_bytes(key_pem + chain_pem)
            context.load_cert_chain(path)
        return Issued(context, chain_pem)

    def _signed(self, names: tuple[str, ...], kind: Kind) -> tuple[bytes, bytes]:
        authority, not_before, not_after = self._ca, -_DAY, 90 * _DAY
        match kind:
            case "expired":
                not_before, not_after = -90 * _DAY, -_DAY
            case "ends_soon":
                not_after = 5 * _DAY
            case "not_yet_valid":
                not_before = _DAY
            case "wrong_host":
                names = (WRONG_HOST,)
            case "ip_only":
                names = ("127.0.0.1",)
            case "unknown_ca" | "interception":
                authority = self._stranger
        now = datetime.datetime.now(datetime.UTC)
        leaf = authority.issue_cert(*names, not_before=now + not_before, not_after=now + not_after)
        chain = b"".join(blob.bytes() for blob in leaf.cert_chain_pems)
        if kind == "interception":
            chain += authority.cert_pem.bytes()
        return leaf.private_key_pem.bytes(), chain


def _server_context(versions: Versions) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    match versions:
        case "tls1_0_only":
            # OpenSSL signs TLS 1.0 handshakes with SHA-1, which only security level 0 permits.
            # MINIMUM_SUPPORTED as the maximum means TLS 1.0. Python deprecates the name TLSv1 itself.
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        case "no_common_cipher":
            # A cipher without encryption, which no client offers. TLS 1.3 would add its own ciphers.
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0")
        case "refuses_name":
            context.sni_callback = _refuse_name
        case _:
            context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _refuse_name(_socket: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> int:
    return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


def _self_signed(names: tuple[str, ...]) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 90 * _DAY)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return key_pem, certificate.public_bytes(serialization.Encoding.PEM)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
