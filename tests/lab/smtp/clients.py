"""What the tests of the lab's SMTP server share: made-up credentials, small clients, the `start` fixture's type."""

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
    """A client that trusts the authority and speaks TLS 1.2 or newer, on Debian's Python too, whose default is 1.0."""
    context = ssl.create_default_context(cadata=authority.ca_pem.decode())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def aio_client(server: SmtpServer, context: ssl.SSLContext, implicit_tls: bool = False) -> aiosmtplib.SMTP:
    # The name is verified as HOST, the address is loopback: aiosmtplib takes a connected socket.
    sock = socket.create_connection(("127.0.0.1", server.port), timeout=5)
    sock.setblocking(False)
    return aiosmtplib.SMTP(
        hostname=HOST, port=None, sock=sock, use_tls=implicit_tls, start_tls=False, tls_context=context, timeout=5
    )


async def talk(server: SmtpServer, *lines: str) -> list[str]:
    """Say these lines in clear, one after the other's reply, and return the last line of each reply."""
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
