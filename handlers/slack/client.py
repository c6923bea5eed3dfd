"""Calls Slack's Web API and response URLs. What the network or Slack can do wrong is a value, never an exception."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

# Seconds. A Slack that stalls must not hold a card for longer.
TIMEOUT = aiohttp.ClientTimeout(total=12, connect=4, sock_connect=4, sock_read=8)
_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")
_DEFAULT_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class Done:
    """Slack did it. data: its answer."""

    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack did not do it and never will. code: Slack's error code."""

    code: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Slack did not do it, because it is asked too often. seconds: to wait before the next attempt."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """No usable answer came: it may have been done or not. why: an HTTP status or the name of an exception."""

    why: str


Answer = Done | Refused | Limited | Unsure

# Codes by which Slack says that it failed itself: https://docs.slack.dev/reference/methods/chat.postMessage#errors
_OWN_FAULTS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited"})


async def ask(call: Awaitable[AsyncSlackResponse]) -> Answer:
    """The answer of one Web API call."""
    try:
        response = await call
    except SlackApiError as problem:
        return _read_refusal(problem)
    except (
        SlackClientError,
        aiohttp.ClientError,
        TimeoutError,
        OSError,
        ValueError,
        TypeError,
        AttributeError,
    ) as problem:
        # slack_sdk reads an answer that is no JSON object with AttributeError, TypeError or ValueError.
        return Unsure(type(problem).__name__)
    return Done(response.data if isinstance(response.data, Mapping) else {})


def _read_refusal(problem: SlackApiError) -> Answer:
    response = problem.response
    data = getattr(response, "data", None)
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 0
    code = str(data.get("error") or "") if isinstance(data, Mapping) else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Limited(_retry_after(getattr(response, "headers", None)))
    if status >= 500 or code in _OWN_FAULTS or not code:
        return Unsure(code or f"http {status}")
    return Refused(code)


def _retry_after(headers: Any) -> float:
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "") if headers is not None else ""
    return min(float(value), 600.0) if re.fullmatch(r"\d{1,6}(\.\d+)?", str(value)) else _DEFAULT_WAIT


class Slack:
    """One workspace's Web API and its response URLs, through one HTTP session."""

    def __init__(self, web: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.web = web
        self.session = session

    async def respond(self, url: str, message: Mapping[str, Any]) -> Answer:
        """Send a message to a response URL."""
        try:
            async with self.session.post(url, json=dict(message), timeout=TIMEOUT, allow_redirects=False) as response:
                body = (await response.content.read(2000)).decode("utf-8", "replace")
                if response.status == 429:
                    return Limited(_retry_after(response.headers))
                if response.status >= 500:
                    return Unsure(f"http {response.status}")
                # Slack answers "ok" or {"ok": true}; a refusal may come with any status.
                code = _CODE.search(body.partition('"error"')[2] or body)
                if response.status == 200 and '"ok":false' not in body.replace(" ", ""):
                    return Done()
                return Refused(code[0] if code else f"http_{response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
            return Unsure(type(problem).__name__)

    async def post(self, channel: str, message: Mapping[str, Any]) -> Answer:
        """Post a message into a channel."""
        return await ask(self.web.chat_postMessage(channel=channel, unfurl_links=False, **message))

    async def post_ephemeral(self, channel: str, user: str, message: Mapping[str, Any], thread_ts: str = "") -> Answer:
        """Post a message that one person sees, in a channel or a thread of it."""
        return await ask(
            self.web.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts or None, **message)
        )

    async def post_file(self, channel: str, thread_ts: str, name: str, text: str) -> Answer:
        """Post a text file in a thread. Needs files:write, and membership.

        https://docs.slack.dev/messaging/working-with-files#uploading_files
        """
        upload = self.web.files_upload_v2(channel=channel, thread_ts=thread_ts, filename=name, title=name, content=text)
        return await ask(upload)

    async def download(self, url: str, most: int) -> Answer:
        """Read a file that somebody attached. Done with "content", at most `most` bytes. Needs files:read.

        The token goes to Slack's own hosts only. Without the scope Slack redirects to a page on which people sign in.
        https://docs.slack.dev/reference/objects/file-object#authentication
        """
        wanted, own = URL(url), URL(self.web.base_url)
        host = wanted.host or ""
        if wanted.origin() != own.origin() and not (wanted.scheme == "https" and host.endswith(".slack.com")):
            return Refused("foreign_host")
        right = {"Authorization": f"Bearer {self.web.token}"}
        try:
            async with self.session.get(url, headers=right, timeout=TIMEOUT, allow_redirects=False) as response:
                if response.status != 200 or response.content_type == "text/html":
                    return Refused(f"http_{response.status}")
                content = b""
                while len(content) <= most and (part := await response.content.read(most + 1 - len(content))):
                    content += part
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
            return Unsure(type(problem).__name__)
        return Refused("too_large") if len(content) > most else Done({"content": content})

    async def find_permalink(self, channel: str, ts: str) -> str:
        """The address of a message, "" where Slack does not tell it (the bot is no member). It needs no scope."""
        found = await ask(self.web.chat_getPermalink(channel=channel, message_ts=ts))
        address = found.data.get("permalink") if isinstance(found, Done) else None
        return address if isinstance(address, str) else ""

    async def open_direct(self, user: str) -> str:
        """The id of the direct message channel with a person; the person's own id, which Slack takes too, where it fails."""
        opened = await ask(self.web.conversations_open(users=[user]))
        if isinstance(opened, Done):
            channel = opened.data.get("channel")
            if isinstance(channel, Mapping) and isinstance(channel.get("id"), str):
                return str(channel["id"])
        return user


def web_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client of the Web API. It retries nothing, because handlers.slack.retry does; its proxy is the session's."""
    web = AsyncWebClient(
        token=token, base_url=api_url, session=session, retry_handlers=[], timeout=12, logger=quiet_logger("web")
    )
    # slack_sdk would send loopback traffic through HTTPS_PROXY too, for it does not know NO_PROXY; aiohttp does.
    web.proxy = None
    return web


def quiet_logger(name: str, level: int = logging.WARNING) -> logging.Logger:
    """A logger for a library of Slack's. At a lower level they log whole payloads, response URLs included."""
    logger = logging.getLogger(f"ses_check.slack.{name}")
    logger.setLevel(level)
    return logger


def http_session(api_url: str, timeout: aiohttp.ClientTimeout = TIMEOUT) -> aiohttp.ClientSession:
    """A session that uses the proxy of the environment, unless the API is on loopback, as the lab's is."""
    loopback = re.match(r"https?://(127\.|localhost|\[::1\])", api_url) is not None
    return aiohttp.ClientSession(timeout=timeout, trust_env=not loopback)
