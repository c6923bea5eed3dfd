"""Slack over HTTP: only what Slack signed, fresh, once; never a traceback."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.http_mode import PATH, SlackEndpoint, parse_body

SECRET = "lab-signing-secret-example"
FORM = "application/x-www-form-urlencoded"
COMMAND = {"command": "/ses-check", "text": "payload of {json", "user_id": "U0000000001", "team_id": "T0000000001"}


@dataclass
class Bot:
    """A door with a small Bolt app behind."""

    url: str
    session: aiohttp.ClientSession
    asked: list[str] = field(default_factory=list)
    open: bool = True

    async def post(
        self,
        body: str | bytes,
        *,
        stamp: str | None = None,
        signature: str | None = None,
        kind: str = FORM,
        secret: str = SECRET,
    ) -> int:
        raw = body.encode() if isinstance(body, str) else body
        stamp = stamp if stamp is not None else str(int(time.time()))
        if signature is None:
            signature = (
                "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
            )
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature, "Content-Type": kind}
        async with self.session.post(self.url + PATH, data=raw, headers=headers) as response:
            text = await response.text()
            assert "Traceback" not in text
            return response.status


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0000000001", bot_token="xoxb-lab-example")

    app = AsyncApp(
        client=AsyncWebClient(base_url="http://127.0.0.1:9/"),
        signing_secret="",
        authorize=authorize,
        request_verification_enabled=False,
        process_before_response=True,
    )

    @app.command("/ses-check")
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        found.asked.append(body["text"])
        await ack()

    endpoint = SlackEndpoint(app, SECRET, lambda: found.open)
    runner = endpoint.runner()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        found = Bot(f"http://127.0.0.1:{runner.addresses[0][1]}", session)
        yield found
    await runner.cleanup()


async def test_a_signed_command_arrives_whatever_its_text(bot: Bot) -> None:
    assert await bot.post(urlencode(COMMAND)) == 200
    assert bot.asked == ["payload of {json"]


async def test_a_replay_is_refused(bot: Bot) -> None:
    body, stamp = urlencode(COMMAND), str(int(time.time()))
    assert await bot.post(body, stamp=stamp) == 200
    assert await bot.post(body, stamp=stamp) == 401
    assert len(bot.asked) == 1


async def test_of_replays_at_the_same_moment_one_is_let_in(bot: Bot) -> None:
    body, stamp = urlencode(COMMAND), str(int(time.time()))
    answers = await asyncio.gather(*(bot.post(body, stamp=stamp) for _ in range(8)))
    assert sorted(answers) == [200] + [401] * 7
    assert len(bot.asked) == 1


@pytest.mark.parametrize("seconds", [-301, 301, -86400])
async def test_a_stale_signature_is_refused(bot: Bot, seconds: int) -> None:
    assert await bot.post(urlencode(COMMAND), stamp=str(int(time.time()) + seconds)) == 401
    assert bot.asked == []


async def test_a_forged_signature_is_refused(bot: Bot) -> None:
    assert await bot.post(urlencode(COMMAND), secret="another-made-up-secret") == 401
    assert bot.asked == []


@pytest.mark.parametrize("stamp", ["abc", "", "-1", "1e9", "9" * 40, "١٢٣٤٥٦٧٨٩٠"])
async def test_a_malformed_timestamp_is_refused(bot: Bot, stamp: str, caplog: pytest.LogCaptureFixture) -> None:
    assert await bot.post(urlencode(COMMAND), stamp=stamp, signature="v0=" + "0" * 64) == 401
    assert not [r for r in caplog.records if r.exc_info]


@pytest.mark.parametrize("signature", ["", "v0=", "v1=" + "0" * 64, "v0=" + "é" * 64, "v0=" + "A" * 64, "x" * 5000])
async def test_a_malformed_signature_is_refused(bot: Bot, signature: str, caplog: pytest.LogCaptureFixture) -> None:
    assert await bot.post(urlencode(COMMAND), signature=signature) == 401
    assert not [r for r in caplog.records if r.exc_info]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe", FORM),
        (b"payload={", FORM),
        (b"payload=[]", FORM),
        (b"payload=" + b"[" * 5000, FORM),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b"", FORM),
        (b"%", FORM),
        (b"just words", "text/plain"),
        (b"a=1&" * 500, FORM),
    ],
)
async def test_a_signed_but_malformed_body_is_refused(
    bot: Bot, body: bytes, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await bot.post(body, kind=kind) == 400
    assert not [r for r in caplog.records if r.exc_info]


@pytest.mark.parametrize(
    "payload",
    [{"type": "block_actions"}, {"type": "block_actions", "actions": 7}, {"type": 7}, {"event": []}, {"user": "x"}],
)
async def test_a_signed_body_of_a_strange_shape_is_refused(
    bot: Bot, payload: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert await bot.post(urlencode({"payload": json.dumps(payload)})) == 400
    assert not [r for r in caplog.records if r.exc_info]


async def test_a_body_that_is_too_large_is_refused(bot: Bot) -> None:
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=" + "0" * 64}
    large = io.BytesIO(b"x" * (1024 * 1024 + 1))
    async with bot.session.post(bot.url + PATH, data=large, headers=headers) as response:
        assert response.status == 413


async def test_slack_proves_the_address(bot: Bot) -> None:
    raw = json.dumps({"type": "url_verification", "challenge": "c-example"}).encode()
    stamp = str(int(time.time()))
    signature = "v0=" + hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
        "Content-Type": "application/json; charset=utf-8",
    }
    async with bot.session.post(bot.url + PATH, data=raw, headers=headers) as response:
        assert response.status == 200
        assert "c-example" in await response.text()


async def test_health(bot: Bot) -> None:
    async with bot.session.get(bot.url + "/healthz") as response:
        assert response.status == 200
    bot.open = False
    async with bot.session.get(bot.url + "/healthz") as response:
        assert response.status == 503
    assert await bot.post(urlencode(COMMAND)) == 503


async def test_bytes_that_are_no_http_leave_no_traceback(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    port = int(bot.url.rpartition(":")[2])
    for raw in (b"\x16\x03\x01\x00\xff", b"GET\r\n\r\n", b"POST /slack/events HTTP/1.1\r\nX\xff: \x00\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw)
        writer.write_eof()
        await asyncio.wait_for(reader.read(), 2)
        writer.close()
    assert not [r for r in caplog.records if r.exc_info and r.levelno >= logging.WARNING]


def test_a_form_without_payload_is_the_body() -> None:
    assert parse_body("text=payload&command=%2Fx", FORM) == {"text": "payload", "command": "/x"}
