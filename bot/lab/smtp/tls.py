"""The server's side of TLS on a connection's streams.

`StreamWriter.start_tls` is not used: when a handshake fails, asyncio (3.11 to 3.13) drops the alert with the reason,
and the client sees only the end of the connection. Real servers send the alert, and clients tell failures apart by it.
"""

import asyncio
import contextlib
import ssl

_CHUNK = 16 * 1024


class TlsChannel:
    """Encrypts and decrypts. `connection` has the TLS version and cipher once `handshake` has returned."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: ssl.SSLContext) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.connection = context.wrap_bio(self._incoming, self._outgoing, server_side=True)

    async def handshake(self) -> None:
        """Performs the handshake.

        Raises ssl.SSLError after sending its alert, ConnectionError where the client closes.
        """
        while True:
            try:
                self.connection.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                if not await self._receive():
                    raise ConnectionAbortedError("the client left during the handshake") from None
            except ssl.SSLError:
                await self._flush()
                raise
            else:
                await self._flush()
                return

    async def read(self) -> bytes:
        """Returns some bytes, b"" when the client has closed. Raises ssl.SSLError if it sends anything but TLS."""
        while True:
            try:
                return self.connection.read(_CHUNK)
            except ssl.SSLWantReadError:
                await self._flush()
                if not await self._receive():
                    return b""
            except ssl.SSLZeroReturnError:
                return b""

    async def write(self, data: bytes) -> None:
        """Encrypts and sends."""
        self.connection.write(data)
        await self._flush()

    async def send_close_notify(self) -> None:
        """Sends close_notify without waiting for the client's."""
        with contextlib.suppress(ssl.SSLError):
            self.connection.unwrap()
        await self._flush()

    async def _receive(self) -> bool:
        data = await self._reader.read(_CHUNK)
        self._incoming.write(data)
        return bool(data)

    async def _flush(self) -> None:
        if self._outgoing.pending:
            self._writer.write(self._outgoing.read())
            await self._writer.drain()
