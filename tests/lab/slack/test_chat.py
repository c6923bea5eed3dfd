"""chat.* with Slack's own client: who may write where, what is stored, and what is refused."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.lab.slack.server import SlackLab
from tests.lab.slack.places import ALERTS, AN, DIRECT, INCIDENTS, MARY, OUTSIDER, PRIVATE, refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}


async def test_a_posted_message_is_stored_with_its_metadata(lab: SlackLab, client: AsyncWebClient) -> None:
    metadata = {"event_type": "run", "event_payload": {"run": "r1"}}
    posted = await client.chat_postMessage(channel=INCIDENTS, text="hello", blocks=[SECTION], metadata=metadata)
    [message] = lab.messages(INCIDENTS)
    assert (message.ts, message.text, message.metadata) == (posted["ts"], "hello", metadata)
    assert message.blocks[0]["block_id"]
    plain = await client.conversations_history(channel=INCIDENTS)
    full = await client.conversations_history(channel=INCIDENTS, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C9999999999", "channel_not_found"), (PRIVATE, "channel_not_found"), (ALERTS, "not_in_channel")],
)
async def test_where_the_bot_may_not_post(lab: SlackLab, client: AsyncWebClient, channel: str, error: str) -> None:
    lab.workspace.scopes.discard("chat:write.public")
    assert await refused(client.chat_postMessage(channel=channel, text="x")) == error
    assert lab.messages(channel) == []


async def test_a_public_channel_takes_messages_with_the_public_scope(lab: SlackLab, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=ALERTS, text="x")
    assert len(lab.messages(ALERTS)) == 1
    assert await refused(client.chat_postEphemeral(channel=ALERTS, user=AN, text="x")) == "not_in_channel"


async def test_a_user_id_leads_to_the_direct_message(lab: SlackLab, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=AN, text="x")
    assert posted["channel"] == DIRECT
    opened = await client.conversations_open(users=AN)
    assert opened["channel"]["id"] == DIRECT


async def test_text_alone_takes_the_blocks_away_and_marks_the_message(lab: SlackLab, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=INCIDENTS, text="a", blocks=[SECTION])
    await client.chat_update(channel=INCIDENTS, ts=posted["ts"], text="b", blocks=[SECTION])
    [message] = lab.messages(INCIDENTS)
    assert message.blocks
    assert not message.edited
    await client.chat_update(channel=INCIDENTS, ts=posted["ts"], text="c")
    assert message.blocks == []
    assert message.edited


async def test_an_update_keeps_metadata_unless_told_otherwise(lab: SlackLab, client: AsyncWebClient) -> None:
    metadata = {"event_type": "run", "event_payload": {"run": "r1"}}
    posted = await client.chat_postMessage(channel=INCIDENTS, text="a", metadata=metadata)
    await client.chat_update(channel=INCIDENTS, ts=posted["ts"], text="b")
    assert lab.messages(INCIDENTS)[0].metadata == metadata
    await client.chat_update(channel=INCIDENTS, ts=posted["ts"], text="b", metadata={})
    assert lab.messages(INCIDENTS)[0].metadata is None


async def test_what_cannot_be_updated(lab: SlackLab, client: AsyncWebClient) -> None:
    by_person = await lab.say("hi", user=AN, channel=INCIDENTS)
    own = await client.chat_postMessage(channel=INCIDENTS, text="mine")
    private = await client.chat_postEphemeral(channel=INCIDENTS, user=AN, text="only you")
    update = client.chat_update
    assert await refused(update(channel=INCIDENTS, ts=by_person.ts, text="x")) == "cant_update_message"
    assert await refused(update(channel=INCIDENTS, ts=private["message_ts"], text="x")) == "message_not_found"
    assert await refused(update(channel=INCIDENTS, ts=own["ts"], text="x" * 4001)) == "msg_too_long"
    assert (
        await refused(client.api_call("chat.update", json={"channel": INCIDENTS, "ts": own["ts"], "text": " "}))
        == "no_text"
    )
    lab.workspace.remove(lab.messages(INCIDENTS)[-1])
    assert await refused(update(channel=INCIDENTS, ts=own["ts"], text="x")) == "message_not_found"


async def test_deleting(lab: SlackLab, client: AsyncWebClient) -> None:
    by_person = await lab.say("hi", user=AN, channel=INCIDENTS)
    own = await client.chat_postMessage(channel=INCIDENTS, text="mine")
    assert await refused(client.chat_delete(channel=INCIDENTS, ts=by_person.ts)) == "cant_delete_message"
    await client.chat_delete(channel=INCIDENTS, ts=own["ts"])
    assert lab.messages(INCIDENTS) == [by_person]


async def test_an_ephemeral_message_is_seen_by_one(lab: SlackLab, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=INCIDENTS, user=AN, text="psst")
    assert [m.text for m in lab.ephemerals(AN, INCIDENTS)] == ["psst"]
    assert lab.ephemerals(MARY, INCIDENTS) == []
    assert lab.messages(INCIDENTS) == []
    stranger = client.chat_postEphemeral(channel=INCIDENTS, user=OUTSIDER, text="psst")
    assert await refused(stranger) == "user_not_in_channel"


async def test_a_thread(lab: SlackLab, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel=INCIDENTS, text="root")
    reply = await client.chat_postMessage(channel=INCIDENTS, text="reply", thread_ts=root["ts"])
    await client.chat_postMessage(channel=INCIDENTS, text="reply to the reply", thread_ts=reply["ts"])
    thread = await client.conversations_replies(channel=INCIDENTS, ts=root["ts"])
    assert [m["text"] for m in thread["messages"]] == ["root", "reply", "reply to the reply"]
    history = await client.conversations_history(channel=INCIDENTS)
    assert [m["text"] for m in history["messages"]] == ["root"]
    lost = client.chat_postMessage(channel=INCIDENTS, text="x", thread_ts="1.000001")
    assert await refused(lost) == "thread_not_found"


async def test_a_permalink_leads_to_the_channel(lab: SlackLab, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=INCIDENTS, text="x")
    link = await client.chat_getPermalink(channel=INCIDENTS, message_ts=posted["ts"])
    assert link["permalink"].startswith(f"{lab.url}/archives/{INCIDENTS}/p")
    missing = client.chat_getPermalink(channel=INCIDENTS, message_ts="1.0")
    assert await refused(missing) == "message_not_found"


async def test_a_file_is_shared(lab: SlackLab, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel=INCIDENTS, filename="report.txt", content="all of it", initial_comment="see")
    [message] = lab.messages(INCIDENTS)
    assert (message.text, message.files[0]["name"]) == ("see", "report.txt")
