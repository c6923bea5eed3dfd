"""What is wrong with the bot itself, as far as a person can repair it. Never a cause of a target's trouble."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.values import Values


class RepairKind(StrEnum):
    """What is wrong with the bot itself: a permission that it lacks, its clock, its credentials, its name server."""

    PERMISSION = "permission"
    DENIED_BY_LAYER = "denied_by_layer"
    CLOCK = "clock"
    ACCOUNT = "account"
    RESOLVER = "resolver"
    INVALID_KEY = "invalid_key"
    BAD_SIGNATURE = "bad_signature"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 - a kind of trouble
    MALFORMED_KEY = "malformed_key"
    NO_CREDENTIALS = "no_credentials"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Repair:
    """What to repair in the bot itself, still to be worded. values: what its sentence needs."""

    kind: RepairKind
    values: Values = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Of the locales."""
        return f"repair.{self.kind}"
