"""What one connection saw and said: the proof of at most one AUTH, nothing secret before TLS, and no message."""

from dataclasses import dataclass, field

_LONGEST = 500
CREDENTIALS = "<credentials>"


@dataclass
class Message:
    """One message as handed over. It goes nowhere."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


@dataclass
class Dialogue:
    """One connection, kept up to date while it lasts. Passwords and AUTH payloads are never in it.

    `commands` are the client's lines, in order, with `<credentials>` in the place of credentials; `sent` is what the
    server wrote, each piece cut at 500 characters. `tls_at_auth` is None until the first AUTH; `username` is the name
    that came with it. `server_name` is the name in the TLS hello. `tls_error` says why a handshake failed.
    """

    implicit_tls: bool = False
    tls: bool = False
    tls_version: str | None = None
    tls_error: str | None = None
    server_name: str | None = None
    commands: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    auth_attempts: int = 0
    tls_at_auth: bool | None = None
    username: str | None = None
    authenticated: bool = False
    messages: list[Message] = field(default_factory=list)
    unread_bytes: int = 0
    """Bytes that the client sent while the server hung."""
    ended: bool = False

    @property
    def verbs(self) -> list[str]:
        """The commands' first words in upper case: EHLO, STARTTLS, EHLO, AUTH, QUIT."""
        lines = (command.split() for command in self.commands if command != CREDENTIALS)
        return [words[0].upper() for words in lines if words]

    def note_command(self, line: str) -> None:
        """Record a line from the client; the payload of an AUTH command is replaced."""
        words = line.split(maxsplit=2)
        if words and words[0].upper() == "AUTH":
            self.auth_attempts += 1
            if self.tls_at_auth is None or self.tls_at_auth:
                self.tls_at_auth = self.tls  # once any AUTH came in clear, it stays so
            line = " ".join([*words[:2], CREDENTIALS] if len(words) > 2 else words)
        self.commands.append(line[:_LONGEST])

    def note_sent(self, data: bytes) -> None:
        """Record what the server wrote."""
        self.sent.append(data[:_LONGEST].decode("utf-8", "backslashreplace"))
