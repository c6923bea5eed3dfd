"""Socket Mode: the server's side of the websockets. Of up to ten connections, each envelope goes to one."""

import asyncio
import itertools
import json
import secrets

from aiohttp import WSCloseCode, WSMsgType, web

from bot.lab.slack.envelope import FAILED, TIMEOUT, Ack, Envelope
from bot.lab.slack.workspace import APP_ID, JsonObject

CONNECTIONS = 10


class Sockets:
    """The open connections, and the envelopes that wait for an acknowledgement."""

    def __init__(self) -> None:
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[JsonObject]] = {}
        self._turn = itertools.count()

    @property
    def connected(self) -> int:
        """The number of open connections."""
        return len(self._open)

    def ticket(self) -> str:
        """Returns the last part of a new websocket address, which can be used once."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return ticket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection, from hello to its end."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            return web.Response(status=408, text="ticket is unknown or was used")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._open) >= CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        self._open.append(socket)
        try:
            await socket.send_json(self._hello())
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take_acknowledgement(message.data)
        finally:
            self._open.remove(socket)
        return socket

    async def send(self, envelope: Envelope, timeout: float) -> Ack:
        """Sends the envelope to one connection and waits `timeout` seconds for the acknowledgement."""
        if not self._open:
            return Ack(error=FAILED)
        socket = self._open[next(self._turn) % len(self._open)]
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[JsonObject] = loop.create_future()
        self._waiting[envelope.id] = answer
        started = loop.time()
        try:
            await socket.send_json(_envelope_json(envelope))
            payload = await asyncio.wait_for(answer, timeout)
        except TimeoutError:
            return Ack(error=TIMEOUT, ms=(loop.time() - started) * 1000)
        except ConnectionError:
            return Ack(error=FAILED)
        finally:
            self._waiting.pop(envelope.id, None)
        return Ack(payload=payload, ms=(loop.time() - started) * 1000)

    async def refresh(self) -> None:
        """Asks every connection to reconnect, as Slack does every few hours."""
        for socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "lab"}})

    async def close(self) -> None:
        """Closes every connection at once, without notice."""
        for socket in list(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY, drain=False)

    def _hello(self) -> JsonObject:
        return {
            "type": "hello", "num_connections": len(self._open), "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "lab", "build_number": 1, "approximate_connection_time": 18060},
        }  # fmt: skip

    def _take_acknowledgement(self, data: str) -> None:
        try:
            answer = json.loads(data)
        except ValueError:
            return
        waiting = self._waiting.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or {})


def _envelope_json(envelope: Envelope) -> JsonObject:
    shown: JsonObject = {
        "envelope_id": envelope.id, "type": envelope.kind, "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }  # fmt: skip
    if envelope.kind == "events_api":
        shown |= {"retry_attempt": envelope.retry, "retry_reason": envelope.retry_reason}
    return shown
