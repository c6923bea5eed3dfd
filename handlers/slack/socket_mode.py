"""Receives payloads over Socket Mode, a connection that the bot opens: no inbound port is needed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.client import http_session, quiet_logger
from handlers.slack.dispatch import dispatch

# Seconds between two pings: a lost connection may stay unnoticed for so long.
_EVERY = 5.0
# Seconds. The address of a socket serves for one connection, soon after Slack gave it.
_ADDRESS_GOOD_FOR = 12.0
_FAREWELL = 1.0
_EMPTY = BoltResponse(status=200, body="")
_NO_LIMIT = aiohttp.ClientTimeout(total=None, sock_connect=10)


class Socket(SocketModeClient):
    """slack_sdk's client, which by itself would try the same address for ever."""

    async def connect(self) -> None:
        """Connect. A new address is asked for where the old one has not worked for twelve seconds."""
        while not self.closed:
            try:
                async with asyncio.timeout(_ADDRESS_GOOD_FOR):
                    await super().connect()  # type: ignore[no-untyped-call]
                return
            except TimeoutError:
                self.wss_uri = None

    async def disconnect(self) -> None:
        """Close the connection, and wait one second for Slack to agree; the library would wait ten."""
        if self.current_session is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FAREWELL):
                    await self.current_session.close()


async def open_socket(app: AsyncApp, web: AsyncWebClient, token: str, address: str) -> Socket:
    """Connect to the address that apps.connections.open gave, and dispatch what arrives. token: the app-level token."""
    socket = Socket(token, logger=quiet_logger("socket"), web_client=web, ping_interval=_EVERY)
    await socket.aiohttp_client_session.close()
    socket.aiohttp_client_session = http_session(web.base_url, _NO_LIMIT)
    socket.proxy = None
    socket.wss_uri = address

    async def on_request(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        body: Any = request.payload if isinstance(request.payload, dict) else {}
        headers = {name: str(value) for name, value in (build_headers(request) or {}).items()}
        response = await dispatch(app, body, headers)
        # A payload that cannot be read is acknowledged too: Slack would only send it again.
        await send_async_response(client, request, response if response.status == 200 else _EMPTY, started)

    socket.socket_mode_request_listeners.append(on_request)
    await socket.connect()
    return socket
