"""Receives payloads over HTTP. The signature of a request is verified before anything else reads the request.

https://docs.slack.dev/authentication/verifying-requests-from-slack. Bolt verifies signatures too, but it takes the same
request twice and answers some malformed ones with a traceback.
"""

from __future__ import annotations

import json
import logging
import math
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from cachetools import TTLCache
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from handlers.slack.client import quiet_logger
from handlers.slack.dispatch import dispatch
from handlers.slack.payload_check import is_slack_payload

PATH = "/slack/events"
# Bytes; Slack's payloads are far smaller.
LARGEST = 1024 * 1024
# Seconds for which a signature counts; our clock may be early or late by as much.
GOOD_FOR = 300
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class SlackEndpoint:
    """The HTTP server for Slack's requests and for health checks. A signed request is taken once.

    is_open: False while the bot ends; a request then gets status 503, so that Slack delivers it again.
    """

    def __init__(self, app: AsyncApp, signing_secret: str, is_open: Callable[[], bool]) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._is_open = is_open
        # Without a limit of their number: a signature that is forgotten early could be used again.
        self._seen: TTLCache[str, None] = TTLCache(math.inf, 2 * GOOD_FOR)

    def runner(self) -> web.AppRunner:
        """The server of both addresses, not started yet."""
        logger = quiet_logger("http")
        logger.addFilter(_is_worth_logging)
        return web.AppRunner(self._site(), access_log=None, logger=logger, shutdown_timeout=2.0)

    def _site(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(PATH, self._on_request)
        application.router.add_get("/healthz", self._on_health)
        return application

    async def _on_health(self, _: web.Request) -> web.Response:
        return (
            web.json_response({"status": "ok"})
            if self._is_open()
            else web.json_response({"status": "ending"}, status=503)
        )

    async def _on_request(self, request: web.Request) -> web.Response:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
            return web.Response(status=401)
        try:
            text = (await request.read()).decode("utf-8")
        except UnicodeDecodeError:
            return web.Response(status=400)
        if abs(time.time() - int(stamp)) > GOOD_FOR or not self._verifier.is_valid(text, stamp, signature):
            return web.Response(status=401)
        body = parse_body(text, request.content_type)
        if body is None or not is_slack_payload(body):
            return web.Response(status=400)
        if not self._is_open():
            return web.Response(status=503)
        if not self._is_first(signature):
            return web.Response(status=401)
        response = await dispatch(self._app, body, _retry_headers(request))
        if response.status >= 500:
            # Slack may send the same request again.
            self._seen.pop(signature, None)
        headers = response.first_headers_without_set_cookie()
        return web.Response(status=response.status, text=response.body, headers=headers)

    def _is_first(self, signature: str) -> bool:
        if signature in self._seen:
            return False
        self._seen[signature] = None
        return True


def parse_body(text: str, content_type: str) -> dict[str, Any] | None:
    """The payload in the body of a request; None where Slack would not send such a body."""
    if content_type == "application/json":
        return _parse_object(text)
    try:
        fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=200))
    except ValueError:
        return None
    return _parse_object(fields["payload"]) if "payload" in fields else dict(fields)


def _parse_object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_worth_logging(record: logging.LogRecord) -> bool:
    """False for broken HTTP from strangers, for which aiohttp would log a traceback each time."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _retry_headers(request: web.Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.lower().startswith("x-slack-retry-")}
