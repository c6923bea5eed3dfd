"""Credentials as AUTH carries them (RFC 4616 PLAIN, and LOGIN), and who decides on them."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass

USERNAME_PROMPT = base64.b64encode(b"Username:").decode()
PASSWORD_PROMPT = base64.b64encode(b"Password:").decode()


@dataclass(frozen=True)
class AuthAnswer:
    """A verdict: whether to sign the client in, and the full reply line if it is not the dialect's usual one."""

    accepted: bool
    reply: str | None = None


Logins = Mapping[str, str] | Callable[[str, str], AuthAnswer]
"""Passwords by user name, or a function of user name and password."""


@dataclass(frozen=True, repr=False)
class Credentials:
    """What a client signed in with. Has no readable form on purpose; lives no longer than its AUTH exchange."""

    username: str
    password: str
    encoded: str
    """As it came over the wire (base64; the two parts of LOGIN joined by a space)."""

    def fill(self, template: bytes) -> bytes:
        """Put the credentials into a reply's placeholders, as a careless server does."""
        filled = template.replace(b"{credentials}", self.encoded.encode())
        filled = filled.replace(b"{username}", self.username.encode("utf-8", "surrogateescape"))
        return filled.replace(b"{password}", self.password.encode("utf-8", "surrogateescape"))


def judge(logins: Logins, credentials: Credentials) -> AuthAnswer:
    """Ask whoever knows the passwords."""
    if isinstance(logins, Mapping):
        return AuthAnswer(logins.get(credentials.username) == credentials.password)
    return logins(credentials.username, credentials.password)


def plain(encoded: str) -> Credentials | None:
    """Read PLAIN's one response (authorisation NUL user NUL password); None if it is not one."""
    text = _decoded(encoded)
    parts = [] if text is None else text.split("\0")
    return Credentials(parts[1], parts[2], encoded) if len(parts) == 3 else None


def login(encoded_username: str, encoded_password: str) -> Credentials | None:
    """Read LOGIN's two responses; None if one of them is not base64."""
    username, password = _decoded(encoded_username), _decoded(encoded_password)
    if username is None or password is None:
        return None
    return Credentials(username, password, f"{encoded_username} {encoded_password}")


def _decoded(encoded: str) -> str | None:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8", "surrogateescape")
    except binascii.Error:
        return None
