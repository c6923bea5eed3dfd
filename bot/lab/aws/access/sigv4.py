"""AWS Signature Version 4 on the server's side: parses the Authorization header and computes the signature again.

See "Signature Version 4 signing process" (AWS General Reference), for every service except S3. authentication.py finds
out whose key it is and whether it may be used.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from posixpath import normpath
from urllib.parse import quote, unquote_plus

from bot.lab.aws.routing import Inbound

ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Authorization:
    """The parts of an Authorization header: the credential scope, the names of the signed headers, the signature."""

    access_key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str

    @property
    def scope(self) -> str:
        """The credential scope: `20261121/eu-central-1/ses/aws4_request`."""
        return f"{self.date}/{self.region}/{self.service}/aws4_request"


def read_authorization(header: str) -> Authorization | str:
    """Returns the parts of the header, or AWS's message about why it cannot be parsed."""
    algorithm, _, rest = header.strip().partition(" ")
    if algorithm != ALGORITHM:
        return f"Authorization header requires '{ALGORITHM}' as its algorithm."
    parts = {}
    for item in rest.split(","):
        name, equals, value = item.strip().partition("=")
        if not equals or re.search(r"\s", value):
            return f"'{name}' not a valid key=value pair (missing equal-sign) in Authorization header."
        parts[name] = value
    for name in ("Credential", "Signature", "SignedHeaders"):
        if not parts.get(name):
            return f"Authorization header requires '{name}' parameter."
    scope = parts["Credential"].split("/")
    if len(scope) != 5 or scope[4] != "aws4_request" or not re.fullmatch(r"\w+", scope[0], re.ASCII):
        return "Credential must have exactly 5 slash-delimited elements, of which the first is an access key id."
    signed = tuple(parts["SignedHeaders"].split(";"))
    return Authorization(scope[0], scope[1], scope[2], scope[3], signed, parts["Signature"])


def signing_time(inbound: Inbound) -> datetime | None:
    """Returns the time in X-Amz-Date; None where the header is missing or malformed."""
    try:
        return datetime.strptime(inbound.header("x-amz-date") or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def canonical_request(inbound: Inbound, authorization: Authorization) -> str:
    """Returns the canonical form of the request, which both sides sign."""
    headers = "".join(
        f"{name}:{','.join(' '.join(value.split()) for known, value in inbound.headers if known == name)}\n"
        for name in authorization.signed_headers
    )
    return "\n".join(
        (
            inbound.method,
            _canonical_path(inbound.path),
            _canonical_query(inbound.query),
            headers,
            ";".join(authorization.signed_headers),
            hashlib.sha256(inbound.body).hexdigest(),
        )
    )


def signature(secret: str, authorization: Authorization, amz_date: str, canonical: str) -> str:
    """Returns the signature of this request for `secret`, in hexadecimal."""
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join((ALGORITHM, amz_date, authorization.scope, hashed))
    key = f"AWS4{secret}".encode()
    for step in (authorization.date, authorization.region, authorization.service, "aws4_request", to_sign):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    return key.hex()


def _canonical_path(path: str) -> str:
    normal = normpath(path) if path else "/"
    if path.endswith("/") and normal != "/":
        normal += "/"
    # normpath keeps two leading slashes, which mean something to POSIX but not to AWS.
    return quote("/" + normal.lstrip("/"), safe="/-_.~")


def _canonical_query(query: str) -> str:
    pairs = []
    for item in filter(None, query.split("&")):
        name, _, value = item.partition("=")
        pairs.append((quote(unquote_plus(name), safe="-_.~"), quote(unquote_plus(value), safe="-_.~")))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))
