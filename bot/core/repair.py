"""What is wrong with the bot itself and a person can repair. It is never a cause of a target's trouble."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.values import Values


class RepairKind(StrEnum):
    """What is wrong: a missing permission, the clock, the credentials, their account, or the name server."""

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
    """What to repair in the bot, still to be worded. values: what the sentence names."""

    kind: RepairKind
    values: Values = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of its sentence in the locales."""
        return f"repair.{self.kind}"
