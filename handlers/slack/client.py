"""Calls Slack and answers with a value: done, refused, limited, or unsure whether it happened."""

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

# A stalled Slack must not hold a card for longer than this, in seconds.
TIMEOUT = aiohttp.ClientTimeout(total=12, connect=4, sock_connect=4, sock_read=8)
_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")
_DEFAULT_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class Done:
    """Slack did it."""

    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack did not do it and never will. code: Slack's error code."""

    code: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Slack did not do it; ask again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """No usable answer came: it may have been done or not. why: an HTTP status or the name of an exception."""

    why: str


Answer = Done | Refused | Limited | Unsure

# Codes by which Slack says that it failed itself: https://docs.slack.dev/reference/methods/chat.postMessage#errors
_SLACKS_OWN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited"})


async def ask(call: Awaitable[AsyncSlackResponse]) -> Answer:
    """The answer of one Web API call; never raises for what a network or Slack can do."""
    try:
        response = await call
    except SlackApiError as problem:
        return _refusal(problem)
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


def _refusal(problem: SlackApiError) -> Answer:
    response = problem.response
    data = getattr(response, "data", None)
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 0
    code = str(data.get("error") or "") if isinstance(data, Mapping) else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Limited(_wait(getattr(response, "headers", None)))
    if status >= 500 or code in _SLACKS_OWN or not code:
        return Unsure(code or f"http {status}")
    return Refused(code)


def _wait(headers: Any) -> float:
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "") if headers is not None else ""
    return min(float(value), 600.0) if re.fullmatch(r"\d{1,6}(\.\d+)?", str(value)) else _DEFAULT_WAIT


class Slack:
    """One workspace's Web API and its response URLs, through one HTTP session."""

    def __init__(self, web: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self.web = web
        self.session = session

    async def respond(self, url: str, message: Mapping[str, Any]) -> Answer:
        """Use a response URL once."""
        try:
            async with self.session.post(url, json=dict(message), timeout=TIMEOUT, allow_redirects=False) as response:
                body = (await response.content.read(2000)).decode("utf-8", "replace")
                if response.status == 429:
                    return Limited(_wait(response.headers))
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
        """Post a message that is not edited later."""
        return await ask(self.web.chat_postMessage(channel=channel, unfurl_links=False, **message))

    async def ephemeral(self, channel: str, user: str, message: Mapping[str, Any], thread_ts: str = "") -> Answer:
        """Post a message that one person sees."""
        return await ask(
            self.web.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts or None, **message)
        )

    async def file(self, channel: str, thread_ts: str, name: str, text: str) -> Answer:
        """Post a text file in a thread. Needs files:write, and membership.

        https://docs.slack.dev/messaging/working-with-files#uploading_files
        """
        upload = self.web.files_upload_v2(channel=channel, thread_ts=thread_ts, filename=name, title=name, content=text)
        return await ask(upload)

    async def direct(self, user: str) -> str:
        """The direct message channel with a person; their id where it cannot be opened (Slack then opens it itself)."""
        opened = await ask(self.web.conversations_open(users=[user]))
        if isinstance(opened, Done):
            channel = opened.data.get("channel")
            if isinstance(channel, Mapping) and isinstance(channel.get("id"), str):
                return str(channel["id"])
        return user


def web_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that retries nothing (our own code does) and takes its proxy from the session."""
    web = AsyncWebClient(
        token=token, base_url=api_url, session=session, retry_handlers=[], timeout=12, logger=quiet("web")
    )
    # slack_sdk would send loopback traffic through HTTPS_PROXY too, for it does not know NO_PROXY; aiohttp does.
    web.proxy = None
    return web


def quiet(name: str, level: int = logging.WARNING) -> logging.Logger:
    """A logger for a library of Slack's, which at a lower level logs whole payloads, response URLs included."""
    logger = logging.getLogger(f"ses_check.slack.{name}")
    logger.setLevel(level)
    return logger


def http_session(api_url: str, timeout: aiohttp.ClientTimeout = TIMEOUT) -> aiohttp.ClientSession:
    """A session that uses the shell's proxy, save for a stand-in on loopback."""
    loopback = re.match(r"https?://(127\.|localhost|\[::1\])", api_url) is not None
    return aiohttp.ClientSession(timeout=timeout, trust_env=not loopback)
