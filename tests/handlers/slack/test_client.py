"""Every answer that a network or Slack can give becomes a value."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web

from handlers.slack.client import Answer, Done, Limited, Refused, Slack, Unsure, ask, web_client
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass
class Peer:
    """A server that answers as the test says."""

    slack: Slack
    url: str
    answers: list[web.Response | str]
    seen: int = 0


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    answers: list[web.Response | str] = []

    async def handle(request: web.Request) -> web.Response:
        found.seen += 1
        await request.read()
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, web.Response):
            return web.Response(
                status=answer.status, body=answer.body, content_type=answer.content_type, headers=_extra(answer)
            )
        if answer == "drop" and request.transport is not None:
            request.transport.close()
        elif answer == "stall":
            await asyncio.Event().wait()
        return web.Response()

    application = web.Application()
    application.router.add_route("*", "/{tail:.*}", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        found = Peer(Slack(web_client("xoxb-lab-example", url + "/api/", session), session), url, answers)
        yield found
    await runner.cleanup()


def _extra(answer: web.Response) -> dict[str, str]:
    return {k: v for k, v in answer.headers.items() if k == "Retry-After"}


CASES: list[tuple[web.Response | str, Answer]] = [
    (web.json_response({"ok": True, "ts": "1.2"}), Done({"ok": True, "ts": "1.2"})),
    (web.json_response({"ok": False, "error": "not_in_channel"}), Refused("not_in_channel")),
    (web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"}), Limited(7.0)),
    (web.Response(status=429, text="slow down", headers={"Retry-After": "3"}), Limited(3.0)),
    (web.Response(status=429), Limited(5.0)),
    (web.Response(status=503, text="<html>", content_type="text/html"), Unsure("http 503")),
    (web.Response(status=502, text="bad gateway"), Unsure("http 502")),
    (web.json_response({"ok": False, "error": "internal_error"}), Unsure("internal_error")),
    (web.json_response({"ok": False}), Unsure("http 200")),
    (web.json_response(["ok"]), Unsure("AttributeError")),
    (web.Response(text="ok"), Unsure("AttributeError")),
    (web.Response(text="{", content_type="application/json"), Unsure("http 200")),
    (web.Response(body=b"\xff\xfe{", content_type="application/json"), Unsure("UnicodeDecodeError")),
    ("drop", Unsure("ServerDisconnectedError")),
    ("stall", Unsure("TimeoutError")),
]


@pytest.mark.parametrize(("answer", "expected"), CASES, ids=[str(c[1]) + str(n) for n, c in enumerate(CASES)])
async def test_web_api(peer: Peer, answer: web.Response | str, expected: Answer) -> None:
    peer.answers.append(answer)
    assert await ask(peer.slack.web.chat_postMessage(channel="C0000000001", text="x")) == expected
    assert peer.seen == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (web.Response(text="ok"), Done()),
        (web.json_response({"ok": True}), Done()),
        (web.json_response({"ok": False, "error": "invalid_blocks"}), Refused("invalid_blocks")),
        (web.Response(status=404, text="used_url"), Refused("used_url")),
        (web.Response(status=404, text="expired_url"), Refused("expired_url")),
        (web.Response(status=400, text="invalid_blocks"), Refused("invalid_blocks")),
        (web.Response(status=400, text=""), Refused("http_400")),
        (web.Response(status=429, headers={"Retry-After": "2"}), Limited(2.0)),
        (web.Response(status=500), Unsure("http 500")),
        ("drop", Unsure("ServerDisconnectedError")),
    ],
)
async def test_response_url(peer: Peer, answer: web.Response | str, expected: Answer) -> None:
    peer.answers.append(answer)
    assert await peer.slack.respond(peer.url + "/response/1", {"text": "x"}) == expected


async def test_a_response_url_is_used_five_times(peer: Peer) -> None:
    peer.answers.append(web.Response(text="ok"))
    url = ResponseUrl(peer.slack, peer.url + "/response/1")
    assert "response/1" not in repr(url)
    answers = [await url.send({"text": "x"}) for _ in range(6)]
    assert answers == [Done()] * 5 + [Refused("used_url")]
    assert peer.seen == 5


async def test_persist_waits_as_told_and_ends(peer: Peer) -> None:
    peer.answers += [
        web.json_response({"ok": False}, status=429, headers={"Retry-After": "0.05"}),
        web.Response(status=500),
        web.json_response({"ok": True}),
    ]
    answer = await persist(lambda: ask(peer.slack.web.auth_test()))
    assert isinstance(answer, Done)
    assert peer.seen == 3


async def test_persist_gives_up_when_patience_ends(peer: Peer) -> None:
    peer.answers.append(web.Response(status=500))
    assert await persist(lambda: ask(peer.slack.web.auth_test()), patience=0.2) == Unsure("http 500")
    assert peer.seen == 1


async def test_a_person_whose_direct_message_cannot_be_opened(peer: Peer) -> None:
    peer.answers.append(web.json_response({"ok": False, "error": "missing_scope"}))
    assert await peer.slack.open_direct("U0000000001") == "U0000000001"
