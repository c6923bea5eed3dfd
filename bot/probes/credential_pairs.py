"""Compares two credentials: were they swapped, are they equal, does an SMTP password belong to a secret key."""

from __future__ import annotations

from bot.core.evidence.aws import Failure, FieldShape, PasswordMatch
from bot.core.secret import Secret
from bot.probes.regions import conceivable_regions
from bot.probes.shapes import SECRET_KINDS, kind_of
from bot.probes.smtp import password as smtp_password


def are_swapped(identifier: FieldShape, secret: FieldShape) -> bool:
    """Returns True where the id is in the secret's place and something that may be a secret in the id's place."""
    return secret.kind in ("access_key", "temporary_key") and identifier.kind in (*SECRET_KINDS, "other")


def are_equal(one: Secret | Failure | None, other: Secret | Failure | None) -> bool:
    """Returns True where both values could be read, are not empty, and are equal."""
    return isinstance(one, Secret) and bool(one) and one == other


def match(password: Secret, secret: Secret) -> PasswordMatch:
    """Returns whether an SMTP password was derived from a secret access key, and for which regions.

    Where the secret key is damaged and does not match, returns PasswordMatch(known=False): the right key might match.
    """
    kind = kind_of(secret.reveal())
    if kind in ("smtp_password", "smtp_password_legacy"):
        # This is an SMTP password, not a secret key. Even equal values would not show that the SMTP password is wrong.
        return PasswordMatch(known=False)
    found = smtp_password.match(password, secret, conceivable_regions())
    matches = bool(found.regions) or found.legacy or found.raw_secret
    return found if matches or kind == "secret_key" else PasswordMatch(known=False)
