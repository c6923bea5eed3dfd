"""Delivers an envelope to the bot: by a socket where one is connected, else by signed HTTP."""

import asyncio
import dataclasses
import json
import uuid
from collections.abc import Callable

import aiohttp

from bot.lab.slack.envelope import FAILED, TIMEOUT, Ack, Envelope, Kind
from bot.lab.slack.signing import SignedRequest, sign
from bot.lab.slack.sockets import Sockets
from bot.lab.slack.workspace import JsonObject


class Delivery:
    """Sends envelopes and keeps them, so that each can be sent again. ack_timeout: in seconds, as Slack's."""

    def __init__(self, sockets: Sockets, signing_secret: str, clock: Callable[[], float]) -> None:
        self.sent: list[Envelope] = []
        self.http_target: str | None = None
        self.ack_timeout = 3.0
        self._sockets = sockets
        self._signing_secret = signing_secret
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Kind, payload: JsonObject) -> Ack:
        """Delivers a new envelope and returns the bot's acknowledgement."""
        envelope = Envelope(str(uuid.uuid4()), kind, payload)
        self.sent.append(envelope)
        return await self._deliver(envelope)

    async def redeliver(self, envelope: Envelope, reason: str = "timeout") -> Ack:
        """Delivers an envelope again, marked as Slack marks a retry."""
        again = dataclasses.replace(envelope, retry=envelope.retry + 1, retry_reason=reason)
        return await self._deliver(again)

    def make_request(self, envelope: Envelope) -> SignedRequest:
        """Returns the HTTP request of an envelope, for tests that damage or repeat it."""
        return sign(envelope, self._signing_secret, self._clock())

    async def post(self, request: SignedRequest) -> tuple[int, str]:
        """Posts a request unchanged to the app's address. Returns the status and the body of the answer."""
        if self.http_target is None:
            raise ValueError("http_target is not set")
        if self._session is None:
            self._session = aiohttp.ClientSession()
        limit = aiohttp.ClientTimeout(total=self.ack_timeout)
        async with self._session.post(
            self.http_target, data=request.body, headers=request.headers, timeout=limit
        ) as answer:
            return answer.status, await answer.text()

    async def stop(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _deliver(self, envelope: Envelope) -> Ack:
        if self._sockets.connected or self.http_target is None:
            return await self._sockets.send(envelope, self.ack_timeout)
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            status, body = await self.post(self.make_request(envelope))
        except TimeoutError:
            return Ack(error=TIMEOUT, ms=(loop.time() - started) * 1000)
        except aiohttp.ClientError:
            return Ack(error=FAILED)
        ms = (loop.time() - started) * 1000
        return Ack(payload=_answer(body), ms=ms) if status == 200 else Ack(error=FAILED, ms=ms)


def _answer(body: str) -> JsonObject:
    """Returns the body of an acknowledgement. A body that is not JSON is text to show."""
    if not body.strip():
        return {}
    try:
        answer = json.loads(body)
    except ValueError:
        return {"text": body}
    return answer if isinstance(answer, dict) else {"text": body}
