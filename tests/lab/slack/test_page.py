"""The page's URLs: what they serve, what one person may see, and what they refuse."""

import aiohttp
import pytest

from bot.lab.slack.page import STATIC
from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import ALERTS, AN, INCIDENTS, MARY, OUTSIDER, PARTNER


async def test_everything_is_served_and_nothing_comes_from_elsewhere(
    lab: SlackLab, session: aiohttp.ClientSession
) -> None:
    for path in STATIC.iterdir():
        async with session.get(f"{lab.url}/static/{path.name}") as answer:
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        text = path.read_text(encoding="utf-8")
        assert "innerHTML" not in text
        assert "https://" not in text.replace("https?://", "")
    async with session.get(f"{lab.url}/static/..%2fpage.py") as answer:
        assert answer.status == 404


async def test_a_person_sees_their_channels_and_their_messages(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    lab.people.show_privately("for an only", AN, INCIDENTS)
    for user, channels, texts in ((AN, 5, ["for an only"]), (MARY, 5, []), (OUTSIDER, 1, [])):
        async with session.get(f"{lab.url}/page/state", params={"user": user, "channel": INCIDENTS}) as answer:
            state = await answer.json()
        assert len(state["channels"]) == channels
        assert [m["text"] for m in state["messages"]] == texts
    assert state["channel"] == PARTNER


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("send", {"user": "U404", "channel": INCIDENTS, "text": "x"}, 400),
        ("send", {"user": AN, "channel": "C404", "text": "x"}, 400),
        ("click", {"user": AN, "channel": INCIDENTS, "ts": "1.0", "block_id": "b", "action_id": "a"}, 400),
        ("submit", {"user": AN, "view": "V404"}, 400),
        ("scenario", {"scenario": "none"}, 400),
        ("send", [1], 400),
        ("nothing", {}, 404),
    ],
)
async def test_bad_requests(
    lab: SlackLab, session: aiohttp.ClientSession, action: str, body: object, status: int
) -> None:
    async with session.post(f"{lab.url}/page/{action}", json=body) as answer:
        assert answer.status == status


async def test_another_site_cannot_act(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    body = {"user": AN, "channel": INCIDENTS, "text": "x"}
    async with session.post(f"{lab.url}/page/send", json=body, headers={"Origin": "https://example.com"}) as answer:
        assert answer.status == 403
    async with session.post(f"{lab.url}/page/send", data="{}") as answer:
        assert answer.status == 403
    assert lab.messages(INCIDENTS) == []


async def test_slack_answers_for_commands_that_do_not_exist(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    for body in ({"text": "/nothing"}, {"text": "/ask prod", "thread_ts": "1.0"}):
        async with session.post(f"{lab.url}/page/send", json={"user": AN, "channel": ALERTS, **body}) as answer:
            assert answer.status == 200
    assert [m.text for m in lab.ephemerals(AN, ALERTS)] == [
        "/nothing is not a valid command.",
        "/ask is not supported in threads. Sorry!",
    ]
    assert lab.delivery.sent == []


async def test_the_stream_tells_of_changes(lab: SlackLab, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{lab.url}/page/changes") as stream:
        first = await stream.content.readline()
        await stream.content.readline()
        lab.people.show_privately("x", AN, INCIDENTS)
        second = await stream.content.readline()
    assert first.startswith(b"data: ")
    assert second.startswith(b"data: ")
    assert first != second


async def test_a_scenario_is_chosen_through_the_callback(session: aiohttp.ClientSession) -> None:
    chosen: list[str] = []

    async def choose(name: str) -> None:
        chosen.append(name)

    lab = SlackLab(
        scenarios=[("healthy", "All is well", ""), ("sandbox", "In the sandbox", "Account")], on_scenario=choose
    )
    await lab.start()
    try:
        async with session.post(f"{lab.url}/page/scenario", json={"scenario": "sandbox"}) as answer:
            assert answer.status == 200
        assert (chosen, lab.page.scenario) == (["sandbox"], "sandbox")
    finally:
        await lab.stop()
