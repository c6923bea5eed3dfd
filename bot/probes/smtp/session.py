"""One SMTP connection on aiosmtplib's protocol, step by step.

Each step has a time limit and returns the exact reply.
"""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

import aiohappyeyeballs
from aiosmtplib.errors import SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError
from aiosmtplib.esmtp import parse_esmtp_extensions
from aiosmtplib.protocol import SMTPProtocol
from aiosmtplib.response import SMTPResponse

from bot.core.evidence.smtp import Trouble
from bot.core.redact import Redactor
from bot.probes.smtp.transcript import HIDDEN, Transcript

CONNECT_LIMIT = 5.0
STAGE_LIMIT = 8.0


class StepFailed(Exception):
    """The dialogue cannot go on. trouble: why; its text is not yet redacted."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.kind)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. code: 0 where there was none."""

    code: int
    text: str

    @property
    def line(self) -> str:
        """Code and text in one string."""
        return f"{self.code} {self.text}".strip()


class _Protocol(SMTPProtocol):
    """Records every reply and its time, so that STARTTLS's reply and the handshake are timed separately."""

    replied_at = 0.0
    last: SMTPResponse | None = None
    transcript: Transcript

    async def read_response(self, timeout: float | None = None) -> SMTPResponse:
        response = await super().read_response(timeout)
        self.replied_at, self.last = time.monotonic(), response
        self.transcript.add_reply(response.code, response.message)
        return response


class Session:
    """A connection to one server. Every method raises StepFailed where the dialogue cannot go on.

    ends: the end of all steps on the clock of time.monotonic(). transcript: records the dialogue; without one, none
    is kept.
    """

    def __init__(self, host: str, port: int, ends: float, transcript: Transcript | None = None) -> None:
        self.host, self.port, self._ends = host, port, ends
        self._transcript = transcript or Transcript(Redactor())
        self._socket: socket.socket | None = None
        self._protocol: _Protocol | None = None
        self.address = ""
        self.local = ""
        self.helo_name = "[127.0.0.1]"
        self.extensions: dict[str, str] = {}
        self.mechanisms: tuple[str, ...] = ()

    async def connect(self, addresses: tuple[str, ...]) -> None:
        """Opens a TCP connection to the first address that answers (RFC 8305)."""
        if not addresses:
            raise StepFailed(Trouble("resolve", "no_answer"))
        infos: list[Any] = [
            (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where)
            for family, where in (_socket_address(address, self.port) for address in addresses)
        ]
        try:
            async with asyncio.timeout(self._limit(CONNECT_LIMIT)):
                sock = await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=0.25, interleave=1)
        except TimeoutError:
            raise StepFailed(Trouble("connect", "timeout")) from None
        except OSError as error:
            raise StepFailed(Trouble("connect", _connect_kind(error), detail=_system_message(error))) from error
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.address = str(sock.getpeername()[0])
            self.local = local = str(sock.getsockname()[0]).partition("%")[0]
        except OSError as error:
            # The server reset the connection before it could be used.
            sock.close()
            raise StepFailed(Trouble("banner", "dropped", detail=error.strerror or "")) from error
        # An address literal (RFC 5321, 4.1.3), because a machine need not have a name that others can resolve.
        self.helo_name = f"[IPv6:{local}]" if ":" in local else f"[{local}]"
        self._transcript.add_event("connect", local, "->", self.address, self.port)
        self._socket = sock

    async def open(self, tls: ssl.SSLContext | None) -> None:
        """Starts SMTP on the connection; with a context, after a TLS handshake."""
        sock, self._socket = self._socket, None
        loop = asyncio.get_running_loop()
        limit = self._limit(STAGE_LIMIT)
        options: dict[str, Any] = {}
        if tls is not None:
            options = {"ssl": tls, "server_hostname": self.host, "ssl_handshake_timeout": limit}
        try:
            _transport, protocol = await loop.create_connection(self._create_protocol, sock=sock, **options)
        except (ConnectionAbortedError, TimeoutError):
            raise StepFailed(Trouble("tls", "timeout")) from None
        except ssl.SSLError as error:
            raise StepFailed(Trouble("tls", "tls", detail=str(error))) from error
        except (OSError, ValueError) as error:
            raise StepFailed(Trouble("tls", "dropped", detail=str(error))) from error
        self._protocol = protocol
        self._note_tls()

    def _create_protocol(self) -> _Protocol:
        protocol = _Protocol(asyncio.get_running_loop())
        protocol.transcript = self._transcript
        return protocol

    def _note_tls(self) -> None:
        if self.ssl_object is not None:
            self._transcript.add_event("tls", self.ssl_object.version() or "", (self.ssl_object.cipher() or ("",))[0])

    async def banner(self) -> Reply:
        """Returns the server's greeting."""
        assert self._protocol is not None
        return await self._await_reply("banner", self._protocol.read_response(self._limit(STAGE_LIMIT)))

    async def ehlo(self) -> Reply:
        """Sends EHLO and keeps the server's extensions and AUTH mechanisms."""
        reply = await self.command("ehlo", b"EHLO", self.helo_name.encode())
        if reply.code == 250:
            self.extensions, mechanisms = parse_esmtp_extensions(reply.text)
            self.mechanisms = tuple(dict.fromkeys(mechanisms))
        return reply

    async def helo(self) -> Reply:
        """Sends HELO, which mail servers without EHLO understand."""
        return await self.command("ehlo", b"HELO", self.helo_name.encode())

    async def starttls(self, tls: ssl.SSLContext) -> tuple[Reply, float, float]:
        """Sends STARTTLS and performs the handshake.

        Returns the reply, and the times of reply and handshake (time.monotonic()).
        """
        protocol = self._protocol
        assert protocol is not None
        protocol.last = None
        self._transcript.add_command("STARTTLS")
        try:
            await protocol.start_tls(tls, server_hostname=self.host, timeout=self._limit(STAGE_LIMIT))
        except SMTPResponseException as error:
            reply = Reply(error.code, _flat(error.message))
            raise StepFailed(
                Trouble("starttls", "reply" if error.code > 0 else "malformed", error.code, reply.line)
            ) from error
        except ssl.SSLError as error:
            raise StepFailed(Trouble("tls", "tls", detail=str(error))) from error
        except SMTPTimeoutError as error:
            raise StepFailed(Trouble("tls" if protocol.last else "starttls", "timeout")) from error
        except (SMTPException, OSError, ValueError) as error:
            raise StepFailed(Trouble("tls" if protocol.last else "starttls", "dropped", detail=str(error))) from error
        self._note_tls()
        last = protocol.last
        reply = Reply(last.code, _flat(last.message)) if last else Reply(0, "")
        return reply, protocol.replied_at, time.monotonic()

    async def command(self, stage: str, *words: bytes, shown: str = "") -> Reply:
        """Sends one command and returns its reply.

        shown: what the transcript gets instead of a command with credentials.
        """
        assert self._protocol is not None
        self._transcript.add_command(shown or b" ".join(words).decode("utf-8", "replace"))
        return await self._await_reply(stage, self._protocol.execute_command(*words, timeout=self._limit(STAGE_LIMIT)))

    async def auth(self, username: str, password: str) -> Reply:
        """Sends AUTH once: PLAIN where offered, else LOGIN.

        Raises RuntimeError without TLS, to never send a secret in clear.
        """
        if self.ssl_object is None:
            raise RuntimeError("AUTH without TLS")
        user, secret = username.encode("utf-8", "surrogateescape"), password.encode("utf-8", "surrogateescape")
        if "plain" in self.mechanisms:
            payload = base64.b64encode(b"\0" + user + b"\0" + secret)
            return await self.command("auth", b"AUTH", b"PLAIN", payload, shown=f"AUTH PLAIN {HIDDEN}")
        reply = await self.command("auth", b"AUTH", b"LOGIN")
        for part in (user, secret):
            if reply.code != 334:
                return reply
            reply = await self.command("auth", base64.b64encode(part), shown=HIDDEN)
        return reply

    async def message(self, data: bytes) -> Reply:
        """Sends a whole message after 354, with leading dots doubled (RFC 5321, 4.5.2), and returns the reply."""
        assert self._protocol is not None
        lines = (b"." + line if line.startswith(b".") else line for line in data.splitlines())
        self._transcript.add_event("message", len(data))
        return await self._await_reply(
            "message", self._send_data(b"".join(line + b"\r\n" for line in lines) + b".\r\n")
        )

    async def _send_data(self, data: bytes) -> SMTPResponse:
        assert self._protocol is not None
        self._protocol.write(data)
        return await self._protocol.read_response(self._limit(STAGE_LIMIT))

    @property
    def ssl_object(self) -> Any:
        """The TLS connection, None before there is one."""
        transport = self._protocol.transport if self._protocol else None
        return transport.get_extra_info("ssl_object") if transport else None

    def quit(self) -> None:
        """Sends QUIT and closes without waiting: the result does not depend on the reply."""
        if self._protocol and self._protocol.is_connected:
            self._transcript.add_command("QUIT")
            self._protocol.write(b"QUIT\r\n")
            transport = self._protocol.transport
            if transport is not None:
                transport.close()

    def abort(self) -> None:
        """Closes the connection at once, without QUIT."""
        if self._socket is not None:
            self._socket.close()
        transport = self._protocol.transport if self._protocol else None
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()

    def _limit(self, most: float) -> float:
        return max(0.01, min(most, self._ends - time.monotonic()))

    async def _await_reply(self, stage: str, step: Any) -> Reply:
        try:
            response = await step
        except SMTPTimeoutError as error:
            raise StepFailed(Trouble(stage, "timeout")) from error
        except SMTPResponseException as error:
            self._transcript.add_reply(0, error.message)
            raise StepFailed(Trouble(stage, "malformed", detail=_flat(error.message))) from error
        except (SMTPServerDisconnected, OSError) as error:
            raise StepFailed(Trouble(stage, "dropped", detail=str(error.__cause__ or ""))) from error
        return Reply(response.code, _flat(response.message, keep_lines=stage == "ehlo"))


def _socket_address(address: str, port: int) -> tuple[socket.AddressFamily, Any]:
    return (socket.AF_INET6, (address, port, 0, 0)) if ":" in address else (socket.AF_INET, (address, port))


def _flat(text: str, *, keep_lines: bool = False) -> str:
    return text if keep_lines else " ".join(text.split())


def _system_message(error: OSError) -> str:
    """Returns the system's message of an error, without the text that Python adds."""
    return os.strerror(error.errno) if error.errno else ""


def _connect_kind(error: OSError) -> str:
    text = str(error)
    if isinstance(error, ConnectionRefusedError) or "refused" in text.lower():
        return "refused"
    return "timeout" if "timed out" in text.lower() else "unreachable"
