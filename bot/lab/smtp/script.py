"""Describes a server's behaviour: a `Script` of `Act`s.

Scripts are combined with `|`, so faults and dialects compose.
"""

from dataclasses import dataclass, fields, replace
from typing import Literal

from bot.lab.certificates import Kind, Versions
from bot.lab.smtp.dialects import SES, Dialect

Then = Literal["go_on", "close", "reset", "hang"]
Listening = Literal["normal", "refuses", "swallows"]
Transport = Literal["as_started", "plain", "tls"]


@dataclass(frozen=True)
class Act:
    """What the server does at one point of the dialogue instead of its usual reply.

    It sends `data` unchanged. `then` closes the connection in order (`close`) or with a TCP RST (`reset`), or keeps it
    open without ever answering again (`hang`). endless: sends `data` repeatedly until the client closes. pace: seconds
    between two bytes. In the answer to credentials, `{credentials}`, `{username}` and `{password}` in `data` are
    filled in.
    """

    data: bytes = b""
    then: Then = "go_on"
    endless: bool = False
    pace: float = 0.0


def say(*lines: str, then: Then = "go_on") -> Act:
    """Returns an act that sends these lines, each with CRLF."""
    return Act("".join(f"{line}\r\n" for line in lines).encode(), then)


HANG = Act(then="hang")
DROP = Act(then="close")
RESET = Act(then="reset")


@dataclass(frozen=True)
class Script:
    """One server's behaviour. An act that is None stands for the dialect's usual reply. Times are in seconds."""

    dialect: Dialect = SES
    listening: Listening = "normal"
    """`refuses`: the port answers with RST. `swallows`: it never answers, as behind a firewall that drops (Linux)."""
    transport: Transport = "as_started"
    """`plain`: no TLS although the server was started for implicit TLS. `tls`: the reverse."""
    certificate: Kind = "good"
    tls_versions: Versions = "modern"
    latency: float = 0.0
    """Before every reply and every TLS handshake."""
    idle_timeout: float = 10.0
    """SES closes a connection after about 10 seconds without a command."""
    extensions: tuple[str, ...] | None = None
    """The lines of the EHLO reply after the host name, before TLS."""
    extensions_after_tls: tuple[str, ...] | None = None
    accept: Act | None = None
    """Before the banner, and before an implicit TLS handshake."""
    banner: Act | None = None
    ehlo: Act | None = None
    ehlo_after_tls: Act | None = None
    helo: Act | None = None
    starttls: Act | None = None
    """Instead of 220. If it sends 220 and goes on, the handshake follows."""
    handshake: Act | None = None
    """Instead of the TLS handshake, after the client's first bytes."""
    after_tls: Act | None = None
    auth_command: Act | None = None
    """The answer to the AUTH command itself, whatever its arguments."""
    auth: Act | None = None
    """The answer to the credentials. One that sends 235 logs the client in."""
    mail: Act | None = None
    rcpt: Act | None = None
    data: Act | None = None
    """The answer to the DATA command."""
    message: Act | None = None
    """The answer to a whole message. SES reports permissions, identities, sandbox, pauses and quotas here."""
    quit: Act | None = None

    def __or__(self, other: "Script") -> "Script":
        """Returns both behaviours in one script. Where both differ from the default, `other` wins."""
        changed = {f.name: getattr(other, f.name) for f in fields(other) if getattr(other, f.name) != f.default}
        return replace(self, **changed)
