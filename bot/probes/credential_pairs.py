"""What two credentials say about each other: swapped, one value in two places, a password of this secret."""

from __future__ import annotations

from bot.core.evidence.aws import Failure, FieldShape, PasswordMatch
from bot.core.secret import Secret
from bot.probes.regions import ses_regions
from bot.probes.shapes import SECRET_KINDS, kind_of
from bot.probes.smtp import password as smtp_password


def swapped(identifier: FieldShape, secret: FieldShape) -> bool:
    """True where the id stands in the secret's place and something like a secret in the id's."""
    return secret.kind in ("access_key", "temporary_key") and identifier.kind in (*SECRET_KINDS, "other")


def same(one: Secret | Failure | None, other: Secret | Failure | None) -> bool:
    """True where both could be read, hold something, and hold the same."""
    return isinstance(one, Secret) and bool(one) and one == other


def match(password: Secret, secret: Secret) -> PasswordMatch:
    """The password against a secret. One that is itself damaged proves what it matches, and nothing by not matching."""
    kind = kind_of(secret.reveal())
    if kind in ("smtp_password", "smtp_password_legacy"):
        # An SMTP password in the secret's place: that both are equal says nothing against the one used for SMTP.
        return PasswordMatch(known=False)
    found = smtp_password.match(password, secret, ses_regions())
    matches = bool(found.regions) or found.legacy or found.raw_secret
    return found if matches or kind == "secret_key" else PasswordMatch(known=False)
