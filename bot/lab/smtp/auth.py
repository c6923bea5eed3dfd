"""Decodes and checks the credentials of AUTH PLAIN (RFC 4616) and AUTH LOGIN."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass

USERNAME_PROMPT = base64.b64encode(b"Username:").decode()
PASSWORD_PROMPT = base64.b64encode(b"Password:").decode()


@dataclass(frozen=True)
class AuthAnswer:
    """The decision about credentials. reply: the full reply line, None for the dialect's usual one."""

    accepted: bool
    reply: str | None = None


Logins = Mapping[str, str] | Callable[[str, str], AuthAnswer]
"""Passwords by user name, or a function of user name and password."""


@dataclass(frozen=True, repr=False)
class Credentials:
    """The credentials of one AUTH exchange. Without a repr, so that they cannot be logged, and never stored."""

    username: str
    password: str
    encoded: str
    """As it was sent (base64; the two parts of LOGIN joined by a space)."""

    def fill(self, template: bytes) -> bytes:
        """Returns a reply with its placeholders filled in, as a careless server would write it."""
        filled = template.replace(b"{credentials}", self.encoded.encode())
        filled = filled.replace(b"{username}", self.username.encode("utf-8", "surrogateescape"))
        return filled.replace(b"{password}", self.password.encode("utf-8", "surrogateescape"))


def judge(logins: Logins, credentials: Credentials) -> AuthAnswer:
    """Returns the decision about these credentials."""
    if isinstance(logins, Mapping):
        return AuthAnswer(logins.get(credentials.username) == credentials.password)
    return logins(credentials.username, credentials.password)


def decode_plain(encoded: str) -> Credentials | None:
    """Returns the credentials of PLAIN's response (authorisation NUL user NUL password), or None where malformed."""
    text = _decode(encoded)
    parts = [] if text is None else text.split("\0")
    return Credentials(parts[1], parts[2], encoded) if len(parts) == 3 else None


def decode_login(encoded_username: str, encoded_password: str) -> Credentials | None:
    """Returns the credentials of LOGIN's two responses, or None where one of them is not base64."""
    username, password = _decode(encoded_username), _decode(encoded_password)
    if username is None or password is None:
        return None
    return Credentials(username, password, f"{encoded_username} {encoded_password}")


def _decode(encoded: str) -> str | None:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8", "surrogateescape")
    except binascii.Error:
        return None
