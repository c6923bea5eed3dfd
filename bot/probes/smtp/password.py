"""Derives SES's SMTP password from a secret access key.

AWS's algorithm: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html ("Obtaining SMTP credentials by
converting existing AWS credentials"). All regions together take about a millisecond.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from bot.core.evidence.aws import PasswordMatch
from bot.core.secret import Secret

_DATE, _SERVICE, _TERMINAL, _MESSAGE = b"11111111", b"ses", b"aws4_request", b"SendRawEmail"


def derive(secret: str, region: str) -> str:
    """Returns the SMTP password of a secret access key in one region, 44 characters."""
    return _from_dated_key(_dated_key(secret), region)


def derive_legacy(secret: str) -> str:
    """Returns the password as it was made before 10 January 2019 (Signature Version 2), the same for every region."""
    digest = hmac.new(_bytes(secret), _MESSAGE, hashlib.sha256).digest()
    return base64.b64encode(b"\x02" + digest).decode("ascii")


def match(password: Secret, secret: Secret, regions: Iterable[str]) -> PasswordMatch:
    """Returns the regions for which the password was derived from the secret, and whether it is the secret itself."""
    given, key = _bytes(password.reveal()), secret.reveal()
    dated = _dated_key(key)
    names = tuple(regions)
    hits = tuple(name for name in names if hmac.compare_digest(_from_dated_key(dated, name).encode(), given))
    return PasswordMatch(
        known=True,
        regions=hits,
        legacy=hmac.compare_digest(derive_legacy(key).encode(), given),
        raw_secret=hmac.compare_digest(_bytes(key), given),
        derived=len(names),
    )


def _dated_key(secret: str) -> bytes:
    return hmac.digest(b"AWS4" + _bytes(secret), _DATE, "sha256")


def _bytes(value: str) -> bytes:
    """Encodes a value as it was read. Files and variables may contain bytes that are not UTF-8."""
    return value.encode("utf-8", "surrogatepass")


def _from_dated_key(dated: bytes, region: str) -> str:
    key = hmac.digest(dated, region.encode(), "sha256")
    for part in (_SERVICE, _TERMINAL, _MESSAGE):
        key = hmac.digest(key, part, "sha256")
    return base64.b64encode(b"\x04" + key).decode("ascii")
