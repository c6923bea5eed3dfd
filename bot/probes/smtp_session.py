"""One SMTP connection, step by step, on aiosmtplib's protocol: every step has its own time limit and its exact reply."""

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

from bot.core.evidence import Trouble

CONNECT_LIMIT = 5.0
STAGE_LIMIT = 8.0


class StepFailed(Exception):
    """A step of the dialogue ended it. trouble says how; its text is not yet redacted."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.kind)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer. code 0: none."""

    code: int
    text: str

    @property
    def line(self) -> str:
        """Code and text as one string."""
        return f"{self.code} {self.text}".strip()


class _Protocol(SMTPProtocol):
    """Notes when the last reply came, so that STARTTLS's answer and the handshake are timed apart."""

    replied_at = 0.0
    last: SMTPResponse | None = None

    async def read_response(self, timeout: float | None = None) -> SMTPResponse:
        response = await super().read_response(timeout)
        self.replied_at, self.last = time.monotonic(), response
        return response


class Session:
    """A connection to one server. Every method raises StepFailed where the dialogue cannot go on."""

    def __init__(self, host: str, port: int, ends: float) -> None:
        self.host, self.port, self._ends = host, port, ends
        self._protocol: _Protocol | None = None
        self.address = ""
        self.helo_name = "[127.0.0.1]"
        self.extensions: dict[str, str] = {}
        self.mechanisms: tuple[str, ...] = ()

    async def connect(self, addresses: tuple[str, ...]) -> socket.socket:
        """A TCP connection to the first address that answers (RFC 8305)."""
        infos: list[Any] = [
            (
                socket.AF_INET6 if ":" in a else socket.AF_INET,
                socket.SOCK_STREAM,
                socket.IPPROTO_TCP,
                "",
                (a, self.port),
            )
            for a in addresses
        ]
        infos = [(f, t, p, c, (*a, 0, 0) if f == socket.AF_INET6 else a) for f, t, p, c, a in infos]
        try:
            async with asyncio.timeout(self._limit(CONNECT_LIMIT)):
                sock = await aiohappyeyeballs.start_connection(infos, happy_eyeballs_delay=0.25, interleave=1)
        except TimeoutError:
            raise StepFailed(Trouble("connect", "timeout")) from None
        except OSError as error:
            raise StepFailed(Trouble("connect", _connect_kind(error), detail=_in_short(error))) from error
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.address = str(sock.getpeername()[0])
            local = str(sock.getsockname()[0]).partition("%")[0]
        except OSError as error:
            # The peer reset the connection before it could be used.
            sock.close()
            raise StepFailed(Trouble("banner", "dropped", detail=error.strerror or "")) from error
        # An address literal (RFC 5321, 4.1.3): a machine need not have a name that others resolve.
        self.helo_name = f"[IPv6:{local}]" if ":" in local else f"[{local}]"
        return sock

    async def open(self, sock: socket.socket, tls: ssl.SSLContext | None) -> None:
        """Take the socket over; with a context, TLS from the first byte."""
        loop = asyncio.get_running_loop()
        limit = self._limit(STAGE_LIMIT)
        options: dict[str, Any] = {}
        if tls is not None:
            options = {"ssl": tls, "server_hostname": self.host, "ssl_handshake_timeout": limit}
        try:
            _transport, protocol = await loop.create_connection(lambda: _Protocol(loop), sock=sock, **options)
        except (ConnectionAbortedError, TimeoutError):
            raise StepFailed(Trouble("tls", "timeout")) from None
        except ssl.SSLError as error:
            raise StepFailed(Trouble("tls", "tls", detail=str(error))) from error
        except (OSError, ValueError) as error:
            raise StepFailed(Trouble("tls", "dropped", detail=str(error))) from error
        self._protocol = protocol

    async def banner(self) -> Reply:
        """The server's greeting."""
        assert self._protocol is not None
        return await self._guarded("banner", self._protocol.read_response(self._limit(STAGE_LIMIT)))

    async def ehlo(self) -> Reply:
        """EHLO; its extensions and AUTH mechanisms are kept."""
        reply = await self.command("ehlo", b"EHLO", self.helo_name.encode())
        if reply.code == 250:
            self.extensions, mechanisms = parse_esmtp_extensions(reply.text)
            self.mechanisms = tuple(dict.fromkeys(mechanisms))
        return reply

    async def starttls(self, tls: ssl.SSLContext) -> tuple[Reply, float, float]:
        """STARTTLS and the handshake: the reply, when it came, and when the handshake was done (time.monotonic)."""
        protocol = self._protocol
        assert protocol is not None
        protocol.last = None
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
        last = protocol.last
        reply = Reply(last.code, _flat(last.message)) if last else Reply(0, "")
        return reply, protocol.replied_at, time.monotonic()

    async def command(self, stage: str, *words: bytes) -> Reply:
        """One command and its reply."""
        assert self._protocol is not None
        return await self._guarded(stage, self._protocol.execute_command(*words, timeout=self._limit(STAGE_LIMIT)))

    async def auth(self, username: str, password: str) -> Reply:
        """AUTH once: PLAIN where offered, else LOGIN. Raises RuntimeError without TLS: nothing secret goes in clear."""
        if self.ssl_object is None:
            raise RuntimeError("AUTH without TLS")
        user, secret = username.encode("utf-8", "surrogateescape"), password.encode("utf-8", "surrogateescape")
        if "plain" in self.mechanisms:
            return await self.command("auth", b"AUTH", b"PLAIN", base64.b64encode(b"\0" + user + b"\0" + secret))
        reply = await self.command("auth", b"AUTH", b"LOGIN")
        for part in (user, secret):
            if reply.code != 334:
                return reply
            reply = await self.command("auth", base64.b64encode(part))
        return reply

    @property
    def ssl_object(self) -> Any:
        """The TLS connection, None before there is one."""
        transport = self._protocol.transport if self._protocol else None
        return transport.get_extra_info("ssl_object") if transport else None

    def quit(self) -> None:
        """Say QUIT and close without waiting: the result does not depend on the answer."""
        if self._protocol and self._protocol.is_connected:
            self._protocol.write(b"QUIT\r\n")
            transport = self._protocol.transport
            if transport is not None:
                transport.close()

    def abort(self) -> None:
        """Close at once."""
        transport = self._protocol.transport if self._protocol else None
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()

    def _limit(self, most: float) -> float:
        return max(0.01, min(most, self._ends - time.monotonic()))

    async def _guarded(self, stage: str, step: Any) -> Reply:
        try:
            response = await step
        except SMTPTimeoutError as error:
            raise StepFailed(Trouble(stage, "timeout")) from error
        except SMTPResponseException as error:
            raise StepFailed(Trouble(stage, "malformed", detail=_flat(error.message))) from error
        except (SMTPServerDisconnected, OSError) as error:
            raise StepFailed(Trouble(stage, "dropped", detail=str(error.__cause__ or ""))) from error
        return Reply(response.code, _flat(response.message, keep_lines=stage == "ehlo"))


def _flat(text: str, *, keep_lines: bool = False) -> str:
    return text if keep_lines else " ".join(text.split())


def _in_short(error: OSError) -> str:
    """The system's own words for an error, without Python's around them."""
    return os.strerror(error.errno) if error.errno else ""


def _connect_kind(error: OSError) -> str:
    text = str(error)
    if isinstance(error, ConnectionRefusedError) or "refused" in text.lower():
        return "refused"
    return "timeout" if "timed out" in text.lower() else "unreachable"
