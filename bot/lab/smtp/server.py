"""Listens on one port, follows a script and records the dialogues."""

import asyncio
import contextlib
import socket
import ssl
import weakref
from collections.abc import Mapping

from bot.lab.certificates import Authority
from bot.lab.smtp.auth import Logins
from bot.lab.smtp.connection import Connection, Ended
from bot.lab.smtp.dialogue import Dialogue
from bot.lab.smtp.script import Script
from bot.lab.smtp.session import Session

# A listener with a backlog of 0 queues fewer connections than these, so later ones get no answer.
_QUEUE_FILLERS = 3


class SmtpServer:
    """An SMTP server on loopback. A new `script` applies from the next connection on.

    logins_by_name: the logins for other host names than the first, by the name in the TLS hello.
    """

    def __init__(
        self,
        *,
        authority: Authority,
        logins: Logins,
        names: tuple[str, ...] = ("email-smtp.eu-central-1.amazonaws.com",),
        script: Script | None = None,
        logins_by_name: Mapping[str, Logins] | None = None,
    ) -> None:
        self.logins_by_name = dict(logins_by_name or {})
        self.script = script or Script()
        self.logins = logins
        self.dialogues: list[Dialogue] = []
        self.port = 0
        self._authority = authority
        self._names = names
        self._implicit_tls = False
        self._server: asyncio.Server | None = None
        self._sockets: list[socket.socket] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}
        self._hello_names: weakref.WeakKeyDictionary[ssl.SSLObject, str] = weakref.WeakKeyDictionary()

    async def start(self, host: str = "127.0.0.1", port: int = 0, implicit_tls: bool = False) -> None:
        """Listens as the script says. port: 0 takes a free one. Raises OSError if the port is in use."""
        self._implicit_tls = implicit_tls
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            listener.close()
            raise
        self.port = listener.getsockname()[1]
        match self.script.listening:
            case "refuses":
                self._sockets.append(
                    listener
                )  # bound but not listening: connections are refused, and the port stays taken
            case "swallows":
                listener.listen(0)
                self._sockets.append(listener)
                self._fill_queue(listener)
            case "normal":
                self._server = await asyncio.start_server(self._accept, sock=listener)

    async def stop(self) -> None:
        """Closes every connection at once and frees the port. May be called twice."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None
        for held in self._sockets:
            held.close()
        self._sockets.clear()

    async def settle(self, seconds: float = 2.0) -> None:
        """Waits until every connection has ended. Raises TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            while self._tasks:
                await asyncio.wait(self._tasks)

    def _fill_queue(self, listener: socket.socket) -> None:
        for _ in range(_QUEUE_FILLERS):
            filler = socket.socket(listener.family)
            filler.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                filler.connect(listener.getsockname())
            self._sockets.append(filler)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        script = self.script
        dialogue = Dialogue(implicit_tls=self._implicit_tls)
        self.dialogues.append(dialogue)
        connection = Connection(reader, writer, dialogue, script.latency)

        async def start_tls() -> None:
            if script.handshake is not None:
                await connection.read_first_bytes()
                await connection.perform(script.handshake)
                raise Ended
            shaken = await connection.start_tls(self._context(script))
            dialogue.server_name = self._hello_names.get(shaken)
            if script.after_tls is not None:
                await connection.perform(script.after_tls)

        try:
            if script.accept is not None:
                await connection.perform(script.accept)
            if script.transport == "tls" or (self._implicit_tls and script.transport != "plain"):
                await start_tls()
            await Session(connection, script, self._logins_for, start_tls).run()
        except Ended:
            await connection.close()
        finally:
            connection.abort()
            dialogue.ended = True

    def _logins_for(self, name: str | None) -> Logins:
        return self.logins_by_name.get(name or "", self.logins)

    def _context(self, script: Script) -> ssl.SSLContext:
        wanted = (script.certificate, script.tls_versions)
        if wanted not in self._contexts:
            context = self._authority.issue(*self._names, kind=wanted[0], versions=wanted[1]).context
            if script.tls_versions != "refuses_name":
                context.sni_callback = self._note_name
            self._contexts[wanted] = context
        return self._contexts[wanted]

    def _note_name(self, hello: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if name is not None:
            self._hello_names[hello] = name
