"""How a server behaves: a `Script` of `Act`s. Scripts are joined with `|`, so faults and dialects compose."""

from dataclasses import dataclass, fields, replace
from typing import Literal

from bot.lab.certificates import Kind, Versions
from bot.lab.smtp.dialects import SES, Dialect

Then = Literal["go_on", "close", "reset", "hang"]
Listening = Literal["normal", "refuses", "swallows"]
Transport = Literal["as_started", "plain", "tls"]


@dataclass(frozen=True)
class Act:
    """What to do at one point of the dialogue instead of the usual: send `data` as it is, `then` go on or not.

    `close` ends the connection in order, `reset` with a TCP RST, `hang` never answers again but keeps it open.
    `endless` sends `data` again and again until the client leaves. `pace`: seconds between two bytes.
    In the answer to credentials, `{credentials}`, `{username}` and `{password}` in `data` become what was received.
    """

    data: bytes = b""
    then: Then = "go_on"
    endless: bool = False
    pace: float = 0.0


def say(*lines: str, then: Then = "go_on") -> Act:
    """Send these lines, each ended by CRLF."""
    return Act("".join(f"{line}\r\n" for line in lines).encode(), then)


HANG = Act(then="hang")
DROP = Act(then="close")
RESET = Act(then="reset")


@dataclass(frozen=True)
class Script:
    """One server's behaviour; every `Act` left out is the dialect's usual reply. Times are in seconds."""

    dialect: Dialect = SES
    listening: Listening = "normal"
    """`refuses`: the port answers with RST. `swallows`: it never answers, as behind a firewall that drops (Linux)."""
    transport: Transport = "as_started"
    """`plain` speaks no TLS though it was started for implicit TLS; `tls` is the reverse."""
    certificate: Kind = "good"
    tls_versions: Versions = "modern"
    latency: float = 0.0
    """Waited before every reply and every TLS handshake."""
    idle_timeout: float = 10.0
    """SES closes a connection on which it hears nothing for about 10 seconds."""
    extensions: tuple[str, ...] | None = None
    """The EHLO answer's lines after the name, before TLS."""
    extensions_after_tls: tuple[str, ...] | None = None
    accept: Act | None = None
    """Before the banner, and before an implicit TLS handshake."""
    banner: Act | None = None
    ehlo: Act | None = None
    ehlo_after_tls: Act | None = None
    helo: Act | None = None
    starttls: Act | None = None
    """In place of 220; if it says 220 and goes on, the handshake follows."""
    handshake: Act | None = None
    """In place of the TLS handshake, once the client has sent the first bytes of its own."""
    after_tls: Act | None = None
    auth_command: Act | None = None
    """In answer to the AUTH command itself, whatever comes with it."""
    auth: Act | None = None
    """In place of the verdict, once the credentials have arrived. One that says 235 signs the client in."""
    mail: Act | None = None
    rcpt: Act | None = None
    data: Act | None = None
    """In answer to the DATA command."""
    message: Act | None = None
    """In answer to a whole message, where SES tells of permissions, identities, sandbox, pauses and quotas."""
    quit: Act | None = None

    def __or__(self, other: "Script") -> "Script":
        """Both behaviours in one; where both depart from the default, `other` wins."""
        changed = {f.name: getattr(other, f.name) for f in fields(other) if getattr(other, f.name) != f.default}
        return replace(self, **changed)
