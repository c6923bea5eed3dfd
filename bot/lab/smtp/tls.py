"""The server's side of TLS over a connection's streams.

Not `StreamWriter.start_tls`: when a handshake fails, asyncio (3.11 to 3.13) drops the alert that says why, and the
client sees a bare end of the connection. Real servers send it, and it is what tells the faults apart.
"""

import asyncio
import contextlib
import ssl

_CHUNK = 16 * 1024


class TlsChannel:
    """Encrypts and decrypts. `connection` holds the version and the cipher once `handshake` has returned."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: ssl.SSLContext) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.connection = context.wrap_bio(self._incoming, self._outgoing, server_side=True)

    async def handshake(self) -> None:
        """Shake hands. Raises ssl.SSLError, after its alert is sent, or ConnectionError if the client leaves."""
        while True:
            try:
                self.connection.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                if not await self._take_in():
                    raise ConnectionAbortedError("the client left during the handshake") from None
            except ssl.SSLError:
                await self._flush()
                raise
            else:
                await self._flush()
                return

    async def read(self) -> bytes:
        """Some bytes; empty when the client has ended. Raises ssl.SSLError if it sends anything but TLS."""
        while True:
            try:
                return self.connection.read(_CHUNK)
            except ssl.SSLWantReadError:
                await self._flush()
                if not await self._take_in():
                    return b""
            except ssl.SSLZeroReturnError:
                return b""

    async def write(self, data: bytes) -> None:
        """Encrypt and send."""
        self.connection.write(data)
        await self._flush()

    async def say_goodbye(self) -> None:
        """Send close_notify, without waiting for the client's."""
        with contextlib.suppress(ssl.SSLError):
            self.connection.unwrap()
        await self._flush()

    async def _take_in(self) -> bool:
        data = await self._reader.read(_CHUNK)
        self._incoming.write(data)
        return bool(data)

    async def _flush(self) -> None:
        if self._outgoing.pending:
            self._writer.write(self._outgoing.read())
            await self._writer.drain()
