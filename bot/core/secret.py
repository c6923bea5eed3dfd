"""A value that must never be shown. str, repr, format, pickle and JSON show nothing of it."""

from __future__ import annotations

import hashlib
import hmac
import secrets as _secrets
from typing import NoReturn

_FINGERPRINT_KEY = _secrets.token_bytes(16)


class Secret:
    """Holds a secret string."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself. Called where it is used: by probes, by the redactor, and for Slack's tokens by bot.settings and
        bot.app.
        """
        return self._value

    @property
    def fingerprint(self) -> str:
        """Equal for equal secrets within this process; says nothing of the secret outside it."""
        return hmac.new(_FINGERPRINT_KEY, self._value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self.fingerprint, other.fingerprint)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "…"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret cannot be pickled or copied out of the process")
