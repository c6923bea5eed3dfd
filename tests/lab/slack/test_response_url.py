"""response_url: five uses in thirty minutes, also in channels without the bot; when a message can be replaced."""

from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Message
from tests.lab.slack.places import AN, INCIDENTS, PRIVATE

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}


async def unanswered_url(lab: SlackLab, channel: str = PRIVATE) -> AsyncWebhookClient:
    """Returns the response_url of a command that nobody answered."""
    await lab.command("/ask prod", user=AN, channel=channel)
    return AsyncWebhookClient(lab.delivery.sent[-1].payload["response_url"])


async def test_five_uses_and_no_more(lab: SlackLab) -> None:
    webhook = await unanswered_url(lab)
    before = len(lab.ephemerals(AN, PRIVATE))
    answers = [await webhook.send(text=str(n)) for n in range(6)]
    assert [a.status_code for a in answers] == [200] * 5 + [404]
    assert answers[-1].body == "used_url"
    assert [m.text for m in lab.ephemerals(AN, PRIVATE)[before:]] == list("01234")
    assert [r.status for r in lab.requests if r.method == "response_url"] == [200] * 5 + [404]


async def test_it_ends_after_thirty_minutes(lab: SlackLab) -> None:
    webhook = await unanswered_url(lab)
    now = lab.workspace.clock()
    lab.workspace.clock = lambda: now + 1801
    answer = await webhook.send(text="late")
    assert (answer.status_code, answer.body) == (404, "expired_url")


async def test_it_can_speak_to_the_channel_where_the_bot_is_no_member(lab: SlackLab) -> None:
    webhook = await unanswered_url(lab)
    await webhook.send(text="for all", response_type="in_channel")
    assert [m.text for m in lab.messages(PRIVATE)] == ["for all"]


async def test_the_url_of_a_command_replaces_nothing(lab: SlackLab) -> None:
    webhook = await unanswered_url(lab)
    before = len(lab.ephemerals(AN, PRIVATE))
    await webhook.send(text="one")
    await webhook.send(text="two", replace_original=True)
    await webhook.send(delete_original=True)
    assert [m.text for m in lab.ephemerals(AN, PRIVATE)[before:]] == ["one", "two"]


async def acted_on(lab: SlackLab, **more: Any) -> tuple[Message, AsyncWebhookClient]:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    ts = lab.workspace.next_ts()
    message = lab.workspace.add(Message(ts, INCIDENTS, "U0000000B01", "press", blocks, by_bot=True, **more))
    await lab.click(message, "go", user=AN)
    return message, AsyncWebhookClient(lab.delivery.sent[-1].payload["response_url"])


async def test_the_url_of_a_button_replaces_and_deletes_its_message(lab: SlackLab) -> None:
    message, webhook = await acted_on(lab, only_for=AN)
    assert "message" not in lab.delivery.sent[-1].payload
    await webhook.send(text="replaced", replace_original=True)
    assert (message.text, message.blocks) == ("replaced", [])
    await webhook.send(delete_original=True)
    assert lab.ephemerals(AN, INCIDENTS) == []


async def test_the_sum_of_texts_is_not_limited_but_blocks_are_checked(lab: SlackLab) -> None:
    webhook = await unanswered_url(lab)
    assert (await webhook.send(text="x", blocks=[SECTION] * 5)).status_code == 200
    broken = await webhook.send(text="x", blocks=[{"type": "nothing"}])
    assert (broken.status_code, broken.body) == (400, "invalid_blocks")
    assert (await webhook.send(text="")).body == "no_text"
