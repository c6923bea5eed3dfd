"""One connection: reads lines, performs acts, and switches to TLS. session.py interprets the lines."""

import asyncio
import contextlib
import socket
import ssl
import struct

from bot.lab.smtp.dialogue import Dialogue
from bot.lab.smtp.script import Act
from bot.lab.smtp.tls import TlsChannel

_LONGEST_LINE = 64 * 1024
_CHUNK = 16 * 1024
_CLOSE_SECONDS = 0.5
_RESET_SECONDS = 0.02  # else a client may see the reset within its connect(), or not until the next read


class Ended(Exception):
    """The connection is over: the client closed it, or an act did."""


class Connection:
    """Reads and writes one accepted connection. asyncio sets TCP_NODELAY on it; each reply is one write."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, dialogue: Dialogue, latency: float
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._latency = latency
        self._received = bytearray()
        self._tls: TlsChannel | None = None
        self.dialogue = dialogue

    async def send(self, data: bytes, recorded: bytes | None = None) -> None:
        """Writes one reply after the script's latency.

        recorded: what to record instead, if the reply has credentials.
        """
        await asyncio.sleep(self._latency)
        self.dialogue.note_sent(data if recorded is None else recorded)
        await self._write(data)

    async def reply(self, line: str) -> None:
        """Writes one reply line."""
        await self.send(f"{line}\r\n".encode())

    async def perform(self, act: Act, filled: bytes | None = None) -> None:
        """Performs an act. filled: its data with credentials filled in. Raises Ended unless the dialogue goes on."""
        data = act.data if filled is None else filled
        if data:
            await asyncio.sleep(self._latency)
            self.dialogue.note_sent(act.data)
        if act.endless:
            await self._write_endlessly(data, act.pace)
        elif act.pace:
            await self._drip(data, act.pace)
        elif data:
            await self._write(data)
        match act.then:
            case "close":
                raise Ended
            case "reset":
                await self._reset()
                raise Ended
            case "hang":
                await self.discard_all()

    async def read_line(self, seconds: float) -> str:
        """Returns the next line without its end.

        Raises TimeoutError after `seconds`, Ended where the client has closed.
        """
        async with asyncio.timeout(seconds):
            while (end := self._received.find(b"\n") + 1) == 0 and len(self._received) <= _LONGEST_LINE:
                self._received += await self._read()
        if end == 0 or end > _LONGEST_LINE:
            await self.reply("500 Line too long")
            raise Ended
        line = bytes(self._received[:end])
        del self._received[:end]
        return line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")

    async def read_first_bytes(self) -> None:
        """Reads and discards whatever the client sends first."""
        await self._read()

    async def discard_all(self) -> None:
        """Reads everything and answers nothing. Raises Ended when the client closes the connection."""
        while True:
            await self._read()

    async def start_tls(self, context: ssl.SSLContext) -> ssl.SSLObject:
        """Performs the TLS handshake as the server. Raises Ended where it fails."""
        await asyncio.sleep(self._latency)
        self._received.clear()  # RFC 3207, section 4.2: discard what was sent before TLS
        channel = TlsChannel(self._reader, self._writer, context)
        try:
            await channel.handshake()
        except OSError as error:  # ssl.SSLError is one
            raise Ended from error
        self._tls = channel
        self.dialogue.tls = True
        self.dialogue.tls_version = channel.connection.version()
        return channel.connection

    async def close(self) -> None:
        """Closes the connection in order, but waits only briefly for the client."""
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                if self._tls is not None:
                    await self._tls.send_close_notify()
                self._writer.close()
                await self._writer.wait_closed()
        self.abort()

    def abort(self) -> None:
        """Closes the connection at once; data that is not yet sent is lost."""
        self._writer.transport.abort()

    async def _read(self) -> bytes:
        """Returns some bytes, decrypted. Raises Ended where no more will come."""
        try:
            data = await (self._reader.read(_CHUNK) if self._tls is None else self._tls.read())
        except OSError as error:
            raise Ended from error
        if not data:
            raise Ended
        return data

    async def _write(self, data: bytes) -> None:
        try:
            if self._tls is None:
                self._writer.write(data)
                await self._writer.drain()
            else:
                await self._tls.write(data)
        except OSError as error:
            raise Ended from error

    async def _drip(self, data: bytes, pace: float) -> None:
        for position in range(len(data)):
            await self._write(data[position : position + 1])
            await asyncio.sleep(pace)

    async def _write_endlessly(self, data: bytes, pace: float) -> None:
        chunk = data if pace else data * max(1, _CHUNK // len(data))
        while not self._reader.at_eof():
            await self._write(chunk)
            await asyncio.sleep(pace)
        raise Ended

    async def _reset(self) -> None:
        await asyncio.sleep(_RESET_SECONDS)
        # Closing with a linger time of zero sends RST (socket(7), SO_LINGER).
        accepted: socket.socket = self._writer.get_extra_info("socket")
        accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.abort()
