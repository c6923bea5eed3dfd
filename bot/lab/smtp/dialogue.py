"""Records one connection, to prove at most one AUTH, no credentials before TLS, and no unwanted message."""

from dataclasses import dataclass, field

_LONGEST = 500
CREDENTIALS = "<credentials>"


@dataclass
class Message:
    """One message as the client sent it. It is not delivered."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


@dataclass
class Dialogue:
    """One connection, updated while it lasts. It never contains passwords or AUTH payloads.

    commands: the client's lines in order, with `<credentials>` instead of credentials. sent: what the server wrote,
    each piece cut at 500 characters. tls_at_auth: whether every AUTH so far came over TLS; None before the first.
    username: of the last AUTH. server_name: of the TLS hello.
    """

    implicit_tls: bool = False
    tls: bool = False
    tls_version: str | None = None
    server_name: str | None = None
    commands: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    auth_attempts: int = 0
    tls_at_auth: bool | None = None
    username: str | None = None
    authenticated: bool = False
    messages: list[Message] = field(default_factory=list)
    ended: bool = False

    @property
    def verbs(self) -> list[str]:
        """The first words of the commands in upper case: EHLO, STARTTLS, EHLO, AUTH, QUIT."""
        lines = (command.split() for command in self.commands if command != CREDENTIALS)
        return [words[0].upper() for words in lines if words]

    def note_command(self, line: str) -> None:
        """Records a line of the client. The payload of an AUTH command is replaced."""
        words = line.split(maxsplit=2)
        if words and words[0].upper() == "AUTH":
            self.auth_attempts += 1
            if self.tls_at_auth is None or self.tls_at_auth:
                self.tls_at_auth = self.tls  # stays False after one AUTH without TLS
            line = " ".join([*words[:2], CREDENTIALS] if len(words) > 2 else words)
        self.commands.append(line[:_LONGEST])

    def note_sent(self, data: bytes) -> None:
        """Records what the server wrote."""
        self.sent.append(data[:_LONGEST].decode("utf-8", "backslashreplace"))
