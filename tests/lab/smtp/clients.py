"""Made-up credentials, small clients, and the type of the `start` fixture, for all tests of the lab's SMTP server."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Awaitable, Callable

import aiosmtplib

from bot.lab.certificates import Authority
from bot.lab.smtp.server import SmtpServer

HOST = "email-smtp.eu-central-1.amazonaws.com"
USER = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "made-up smtp password, not a real one"

Start = Callable[..., Awaitable[SmtpServer]]


def modern_client(authority: Authority) -> ssl.SSLContext:
    """Returns a client context that trusts the authority and requires TLS 1.2, also on Debian, whose default is 1.0."""
    context = ssl.create_default_context(cadata=authority.ca_pem.decode())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def aio_client(server: SmtpServer, context: ssl.SSLContext, implicit_tls: bool = False) -> aiosmtplib.SMTP:
    # The certificate is verified for HOST, but the address is loopback, so aiosmtplib gets a connected socket.
    sock = socket.create_connection(("127.0.0.1", server.port), timeout=5)
    sock.setblocking(False)
    return aiosmtplib.SMTP(
        hostname=HOST, port=None, sock=sock, use_tls=implicit_tls, start_tls=False, tls_context=context, timeout=5
    )


async def talk(server: SmtpServer, *lines: str) -> list[str]:
    """Sends these lines without TLS, each after the reply to the one before. Returns the last line of each reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    replies = []
    try:
        for line in ("", *lines):
            if line:
                writer.write(f"{line}\r\n".encode())
            while (reply := (await reader.readline()).decode().rstrip())[3:4] == "-":
                pass
            replies.append(reply)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    await server.settle()
    return replies[1:]


async def secure_session(
    server: SmtpServer, context: ssl.SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, ssl=context, server_hostname=HOST)
    await reader.readline()
    return reader, writer


async def ask(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], line: str) -> str:
    reader, writer = streams
    writer.write(f"{line}\r\n".encode())
    while (reply := (await reader.readline()).decode().rstrip())[3:4] == "-":
        pass
    return reply
