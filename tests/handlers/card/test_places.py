"""A message that is posted once and edited, with what does not fit in its thread, once too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.lab.slack.server import SlackLab
from bot.render.slack.payload import Payload
from bot.store import Ask, Store
from handlers.card.find_posted import PostedMessages
from handlers.card.places import CANNOT_LOOK, MessagePlace
from handlers.card.position import CardPosition
from handlers.slack.client import Done, Refused, Slack, Unsure, http_session, web_client
from handlers.slack.update_limiter import UpdateLimiter
from tests.handlers.world import ALERTS, AN, INCIDENTS

RUN = "a1b2c3d4e5f6"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'runs.db'}")
    await opened.accept(Ask(RUN, "1.2.example", "", "T0000000001", INCIDENTS, AN, "prod"))
    yield opened
    await opened.close()


@pytest.fixture
async def client(slack: SlackLab) -> AsyncIterator[Slack]:
    async with http_session(slack.api_url) as session:
        yield Slack(web_client(slack.bot_token, slack.api_url, session), session)


def _place(
    client: Slack,
    store: Store,
    channel: str = INCIDENTS,
    *,
    uncertain: bool = False,
    insist: bool = False,
    resumed: bool = False,
) -> MessagePlace:
    return MessagePlace(
        client,
        CardPosition(store, RUN),
        UpdateLimiter(),
        PostedMessages(client, RUN, datetime.now(UTC)),
        channel=channel,
        uncertain=uncertain,
        insist=insist,
        resumed=resumed,
    )


def _payload(text: str) -> Payload:
    return Payload([{"type": "section", "text": {"type": "mrkdwn", "text": text}}], text)


async def test_posted_once_then_edited(slack: SlackLab, client: Slack, store: Store) -> None:
    place = _place(client, store)
    assert isinstance(await place.put(_payload("one"), final=False), Done)
    assert place.is_shown
    assert isinstance(await place.put(_payload("two"), final=True), Done)
    assert [m.text for m in slack.messages(INCIDENTS)] == ["two"]
    stored = await store.get(RUN)
    assert stored is not None
    assert (stored.card_channel, stored.card_ts) == (INCIDENTS, slack.messages(INCIDENTS)[0].ts)


async def test_parts_go_to_the_thread_once(slack: SlackLab, client: Slack, store: Store) -> None:
    place = _place(client, store)
    await place.put(_payload("card"), final=True)
    slack.faults.drop_after("chat.postMessage")
    assert isinstance(await place.add_part(_payload("part 0"), 0), Unsure)
    assert isinstance(await place.add_part(_payload("part 0"), 0), Done)
    assert isinstance(await place.add_part(_payload("part 1"), 1), Done)
    # Another process takes up after a crash: it does not know what was posted, but Slack does.
    stored = await store.get(RUN)
    assert stored is not None
    resumed = _place(client, store, uncertain=True, resumed=True)
    assert isinstance(await resumed.put(_payload("card"), final=True), Done)
    for number in range(3):
        assert isinstance(await resumed.add_part(_payload(f"part {number}"), number), Done)
    messages = slack.messages(INCIDENTS)
    assert [m.text for m in messages] == ["card", "part 0", "part 1", "part 2"]
    assert {m.thread_ts for m in messages[1:]} == {messages[0].ts}


async def test_another_runs_card_is_not_taken_for_ours(slack: SlackLab, client: Slack, store: Store) -> None:
    metadata = {"event_type": "ses_check_run", "event_payload": {"run_id": "of another run"}}
    await client.web.chat_postMessage(channel=INCIDENTS, text="theirs", metadata=metadata)
    assert isinstance(await _place(client, store, uncertain=True).put(_payload("ours"), final=True), Done)
    assert [m.text for m in slack.messages(INCIDENTS)] == ["theirs", "ours"]


async def test_the_card_is_found_behind_many_messages(slack: SlackLab, client: Slack, store: Store) -> None:
    place = _place(client, store)
    await place.put(_payload("ours"), final=False)
    for number in range(250):
        slack.workspace.add(type(slack.messages(INCIDENTS)[0])(slack.workspace.next_ts(), INCIDENTS, AN, str(number)))
    assert isinstance(await _place(client, store, uncertain=True).put(_payload("again"), final=True), Done)
    assert slack.messages(INCIDENTS)[0].text == "again"
    assert len(slack.messages(INCIDENTS)) == 251


async def test_who_cannot_look_does_not_post_save_at_the_last_place(
    slack: SlackLab, client: Slack, store: Store
) -> None:
    slack.workspace.scopes.discard("channels:history")
    assert await _place(client, store, uncertain=True).put(_payload("x"), final=True) == Refused(CANNOT_LOOK)
    assert slack.messages(INCIDENTS) == []
    assert isinstance(await _place(client, store, uncertain=True, insist=True).put(_payload("x"), final=True), Done)
    assert len(slack.messages(INCIDENTS)) == 1


async def test_a_channel_that_the_bot_may_not_write_in(slack: SlackLab, client: Slack, store: Store) -> None:
    slack.workspace.scopes.discard("chat:write.public")
    answer = await _place(client, store, ALERTS).put(_payload("x"), final=True)
    assert isinstance(answer, Refused)
    assert not slack.messages(ALERTS)


async def test_a_deleted_message_is_posted_anew_and_noted(slack: SlackLab, client: Slack, store: Store) -> None:
    place = _place(client, store)
    await place.put(_payload("x"), final=False)
    slack.faults.error("chat.update", "message_not_found")
    assert isinstance(await place.put(_payload("y"), final=True), Done)
    stored = await store.get(RUN)
    assert stored is not None
    assert stored.reposted
