"""What an SMTP server answered, and how far a dialogue with it came, as typed evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.model import Note, Stage


@dataclass(frozen=True, slots=True)
class Banner:
    """How one port greeted. problem: "", refused, unreachable, timeout, dropped, silent or no_smtp. text: the greeting."""

    port: int
    ms: int
    problem: str = ""
    text: str = ""

    @property
    def ok(self) -> bool:
        """True where a mail server greeted."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class Certificate:
    """The server's certificate, as far as it is known. problem: why it did not verify, "" where it did."""

    issuer: str = ""
    subject: str = ""
    names: tuple[str, ...] = ()
    not_before: datetime | None = None
    not_after: datetime | None = None
    tls_version: str = ""
    cipher: str = ""
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where and how a dialogue ended early.

    stage: resolve, connect, banner, ehlo, starttls, tls, auth, mail, rcpt, data, message. kind: refused, unreachable,
    timeout, dropped, reply, malformed, not_offered, certificate, protocol_version, wrong_mode, no_mechanism, tls_other,
    no_esmtp (a mail server that knows HELO only), no_smtp (it knows neither). code: the reply code. detail: redacted text.
    """

    stage: str
    kind: str
    code: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of the SMTP dialogue (connect, tls, auth, send): its stages, and how it ended.

    trouble: None where it went well. address: the server's. local: this machine's. alternatives: other ports, tried
    because this one failed. other_mode_works: the port answers in the other TLS mode. not_tried: why the login was not
    tried. transcript: the dialogue, redacted.
    """

    stages: tuple[Stage, ...]
    trouble: Trouble | None = None
    banner: str = ""
    certificate: Certificate | None = None
    address: str = ""
    local: str = ""
    alternatives: tuple[Banner, ...] = ()
    other_mode_works: bool = False
    mechanisms: tuple[str, ...] = ()
    not_tried: Note | None = None
    accepted: bool = False
    reply: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    transcript: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a connection over one address family gets. family: "ipv4" or "ipv6". address: "" where the name has none.

    ms: whole milliseconds. problem: "" where it greeted or did not need to, else as in Banner; no_route where this machine
    has no such network.
    """

    family: str
    address: str = ""
    ms: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RegionLogin:
    """A login in another region. answer: accepted, rejected, other_reply, no_name, unreachable, tls or silent."""

    region: str
    answer: str
    ms: int = 0
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """One mail to the mailbox simulator. claimed: False where another attempt of the same run may have sent it already.

    phase: its dialogue. Trouble at the stage "message" without a reply leaves open whether the server took the mail.
    """

    recipient: str
    claimed: bool
    phase: Phase | None = None
