"""The server's side of an SMTP dialogue (RFC 5321, 3207, 4954), in the order that SES requires."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.lab.smtp import auth
from bot.lab.smtp.connection import Connection, Ended
from bot.lab.smtp.dialogue import CREDENTIALS, Message
from bot.lab.smtp.script import Act, Script

_LARGEST_MESSAGE = 10 * 1024 * 1024


@dataclass
class _Envelope:
    sender: str
    recipients: list[str] = field(default_factory=list)


class Session:
    """One client's dialogue, from the banner to the end."""

    def __init__(
        self,
        connection: Connection,
        script: Script,
        logins: Callable[[str | None], auth.Logins],
        start_tls: Callable[[], Awaitable[None]],
    ) -> None:
        self._connection = connection
        self._dialogue = connection.dialogue
        self._script = script
        self._dialect = script.dialect
        self._logins = logins
        self._start_tls = start_tls
        self._greeted = False
        self._envelope: _Envelope | None = None
        self._commands: dict[str, Callable[[str], Awaitable[None]]] = {
            "EHLO": self._ehlo,
            "HELO": self._helo,
            "STARTTLS": self._starttls,
            "AUTH": self._auth,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "RSET": self._rset,
            "NOOP": self._noop,
            "QUIT": self._quit,
        }

    async def run(self) -> None:
        """Serves the client until one side ends the dialogue. Always raises Ended."""
        await self._act_or_reply(self._script.banner, self._dialect.banner)
        while True:
            line = await self._read()
            self._dialogue.note_command(line)
            words = line.split(maxsplit=1)
            command = self._commands.get(words[0].upper()) if words else None
            if command is None:
                await self._connection.reply(self._dialect.unknown_command)
            else:
                await command(words[1].strip() if len(words) > 1 else "")

    async def _read(self) -> str:
        try:
            return await self._connection.read_line(self._script.idle_timeout)
        except TimeoutError:
            await self._connection.reply(self._dialect.idle)
            raise Ended from None

    async def _act_or_reply(self, act: Act | None, usual: str) -> None:
        if act is None:
            await self._connection.reply(usual)
        else:
            await self._connection.perform(act)

    @property
    def _extensions(self) -> tuple[str, ...]:
        if self._dialogue.tls:
            told = self._script.extensions_after_tls
            return self._dialect.extensions_after_tls if told is None else told
        told = self._script.extensions
        return self._dialect.extensions if told is None else told

    async def _ehlo(self, name: str) -> None:
        act = self._script.ehlo_after_tls if self._dialogue.tls else self._script.ehlo
        if act is not None:
            await self._connection.perform(act)
            self._greeted = act.data.startswith(b"250")
        elif not name:
            await self._connection.reply(self._dialect.bad_syntax)
        else:
            self._greeted = True
            lines = (self._dialect.hostname, *self._extensions)
            text = "".join(f"250-{line}\r\n" for line in lines[:-1]) + f"250 {lines[-1]}\r\n"
            await self._connection.send(text.encode())

    async def _helo(self, name: str) -> None:
        if self._script.helo is not None:
            await self._connection.perform(self._script.helo)
            return
        self._greeted = bool(name)
        await self._connection.reply(f"250 {self._dialect.hostname}" if name else self._dialect.bad_syntax)

    async def _starttls(self, _: str) -> None:
        if self._dialogue.tls:
            await self._connection.reply(self._dialect.tls_already)
            return
        act = self._script.starttls
        if act is None and not self._offers("STARTTLS"):
            await self._connection.reply(self._dialect.unknown_command)
            return
        await self._act_or_reply(act, self._dialect.tls_ready)
        if act is not None and not act.data.startswith(b"220"):
            return
        await self._start_tls()
        # RFC 3207, section 4.2: the server discards what it learnt before TLS.
        self._greeted = False
        self._envelope = None

    def _offers(self, extension: str) -> bool:
        return any(line.upper().split()[:1] == [extension] for line in self._extensions)

    def _mechanisms(self) -> set[str]:
        lines = (line.upper().split() for line in self._extensions)
        return {word for words in lines if words[:1] == ["AUTH"] for word in words[1:]}

    async def _auth(self, argument: str) -> None:
        mechanism, _, initial = argument.partition(" ")
        if self._script.auth_command is not None:
            await self._connection.perform(self._script.auth_command)
            if self._script.auth_command.data.startswith(b"334"):
                await self._read_secret()
                await self._connection.reply(self._dialect.bad_encoding)
            return
        mechanism = mechanism.upper()
        refusal = self._refuse_auth(mechanism)
        if refusal is not None:
            await self._connection.reply(refusal)
        elif mechanism == "PLAIN":
            response = initial.strip() or await self._ask("")
            await self._judge(None if response is None else auth.decode_plain(response), response)
        else:
            username = initial.strip() or await self._ask(auth.USERNAME_PROMPT)
            password = None if username is None else await self._ask(auth.PASSWORD_PROMPT)
            known = None if username is None or password is None else auth.decode_login(username, password)
            await self._judge(known, password)

    def _refuse_auth(self, mechanism: str) -> str | None:
        if not self._dialogue.tls:
            return self._dialect.tls_first
        if not self._greeted:
            return self._dialect.greet_first
        if self._dialogue.authenticated:
            return self._dialect.auth_already
        if mechanism not in self._mechanisms() & {"PLAIN", "LOGIN"}:
            return self._dialect.unknown_mechanism
        return None

    async def _ask(self, prompt: str) -> str | None:
        """Sends a 334 and returns the response; None if the client cancels with `*`."""
        await self._connection.reply(f"334 {prompt}")
        response = await self._read_secret()
        return None if response == "*" else response

    async def _read_secret(self) -> str:
        response = await self._read()
        self._dialogue.commands.append("*" if response == "*" else CREDENTIALS)
        return response

    async def _judge(self, credentials: auth.Credentials | None, response: str | None) -> None:
        if response is None:
            await self._connection.reply(self._dialect.cancelled)
            return
        if credentials is None:
            await self._connection.reply(self._dialect.bad_encoding)
            return
        self._dialogue.username = credentials.username
        act = self._script.auth
        if act is not None:
            await self._connection.perform(act, credentials.fill(act.data))
            self._dialogue.authenticated = act.data.startswith(b"235")
            return
        verdict = auth.judge(self._logins(self._dialogue.server_name), credentials)
        self._dialogue.authenticated = verdict.accepted
        await self._connection.reply(
            verdict.reply or (self._dialect.accepted if verdict.accepted else self._dialect.refused)
        )

    async def _mail(self, argument: str) -> None:
        if not self._dialogue.tls:
            await self._connection.reply(self._dialect.tls_first)
        elif not self._dialogue.authenticated:
            await self._connection.reply(self._dialect.auth_first)
        elif not argument.upper().startswith("FROM:"):
            await self._connection.reply(self._dialect.bad_syntax)
        else:
            self._envelope = _Envelope(_address(argument))
            await self._act_or_reply(self._script.mail, self._dialect.ok)

    async def _rcpt(self, argument: str) -> None:
        if self._envelope is None:
            await self._connection.reply(self._dialect.bad_sequence)
        elif not argument.upper().startswith("TO:"):
            await self._connection.reply(self._dialect.bad_syntax)
        else:
            self._envelope.recipients.append(_address(argument))
            await self._act_or_reply(self._script.rcpt, self._dialect.ok)

    async def _data(self, _: str) -> None:
        if self._envelope is None or not self._envelope.recipients:
            await self._connection.reply(self._dialect.bad_sequence)
            return
        await self._act_or_reply(self._script.data, self._dialect.go_ahead)
        if self._script.data is not None:
            return
        kept = bytearray()
        size = 0
        while (line := await self._read()) != ".":
            piece = line.removeprefix(".").encode("utf-8", "surrogateescape") + b"\r\n"
            size += len(piece)
            if size <= _LARGEST_MESSAGE:
                kept += piece
        envelope, self._envelope = self._envelope, None
        if size > _LARGEST_MESSAGE:
            await self._connection.reply(self._dialect.too_long)
            return
        self._dialogue.messages.append(Message(envelope.sender, tuple(envelope.recipients), bytes(kept)))
        await self._act_or_reply(self._script.message, self._dialect.queued)

    async def _rset(self, _: str) -> None:
        self._envelope = None
        await self._connection.reply(self._dialect.ok)

    async def _noop(self, _: str) -> None:
        await self._connection.reply(self._dialect.ok)

    async def _quit(self, _: str) -> None:
        await self._act_or_reply(self._script.quit, self._dialect.bye)
        raise Ended


def _address(argument: str) -> str:
    """Returns the address of `FROM:<a@example.com> SIZE=10`."""
    path = argument.partition(":")[2].strip().split(" ", 1)[0]
    return path.removeprefix("<").removesuffix(">")
