"""One text that holds a whole mail set-up: MAILER_DSN of Symfony, EMAIL_URL of Django, EMAIL_SERVER of NextAuth.

https://symfony.com/doc/current/mailer.html#transport-setup
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+]*)://(?:(?P<login>.*)@)?(?P<host>[^@/?#]*)(?P<rest>[/?#].*)?", re.DOTALL)
_KINDS = {
    "smtp": ("smtp", "smtps", "submission", "submissions", "ses+smtp", "ses+smtps", "smtp+tls", "smtp+ssl"),
    "api": ("ses", "ses+api", "ses+https", "amazonses"),
    "off": ("null", "dummymail", "consolemail", "filemail", "memorymail", "console", "log", "dummy"),
    "local": ("sendmail", "native"),
}
_PROVIDER = re.compile(r"smtp|mail|sendgrid|postmark|mandrill|brevo|resend|postal")
_IMPLICIT = ("smtps", "submissions", "ses+smtps", "smtp+ssl")


@dataclass(frozen=True, slots=True)
class MailUrl:
    """kind: "smtp", "api" (SES's own), "off" (no mail is sent), "local" (this machine's mail server, whichever way that
    sends) or "other" (another provider). host, port: as written, "" or 0.

    region: "" where it is not named. implicit_tls: the scheme asks for TLS from the first byte. reserved: user name or
    password hold a character that must be written as %XX, so that other readers see another host or password.
    """

    kind: str
    scheme: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    host: str = ""
    port: int = 0
    region: str = ""
    implicit_tls: bool = False
    reserved: bool = False


def parse_mail_url(text: str) -> MailUrl | None:
    """The parts of a mail URL; None for a text that is none."""
    found = _URL.fullmatch(text.strip())
    if found is None:
        return None
    scheme = found["scheme"]
    kind = next((kind for kind, schemes in _KINDS.items() if scheme in schemes), "other")
    if kind == "other" and not _PROVIDER.search(scheme):
        return None
    user, _, password = (found["login"] or "").partition(":")
    host, _, port = found["host"].partition(":")
    query = dict(parse_qsl((found["rest"] or "").partition("?")[2]))
    return MailUrl(
        kind,
        scheme,
        unquote(user),
        unquote(password),
        "" if host == "default" else host,
        int(port) if port.isdecimal() and len(port) < 6 else 0,
        query.get("region", ""),
        scheme in _IMPLICIT or query.get("encryption") == "ssl" or query.get("ssl") == "true",
        bool(re.search(r"[/?#@ +]", found["login"] or "")),
    )
