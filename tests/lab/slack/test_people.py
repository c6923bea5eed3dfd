"""A real Bolt app in Socket Mode: commands, buttons, forms, shortcuts and events, as a person uses them."""

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp

from bot.lab.slack.methods.files import Attachment
from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import BOT_USER_ID, Message, View
from tests.lab.slack.places import ALERTS, AN, DIRECT, INCIDENTS, MARY, PRIVATE


def received(app: AsyncApp, kind: str) -> list[dict[str, Any]]:
    return [body for name, body in app.received if name == kind]  # type: ignore[attr-defined]


async def test_a_command_reaches_the_bot_with_slacks_fields(lab: SlackLab, connected: AsyncApp) -> None:
    outcome = await lab.command("/ask  prod only:smtp ", user=AN, channel=INCIDENTS)
    assert outcome.error is None
    [command] = received(connected, "command")
    assert (command["command"], command["text"]) == ("/ask", "prod only:smtp")
    assert (command["user_id"], command["channel_name"]) == (AN, "incidents")
    assert command["is_enterprise_install"] == "false"
    assert "thread_ts" not in command
    assert command["trigger_id"] == outcome.trigger_id
    await lab.wait_for(lambda: lab.messages(INCIDENTS))


@pytest.mark.parametrize(("channel", "name"), [(PRIVATE, "privategroup"), (DIRECT, "directmessage")])
async def test_private_places_are_not_named(lab: SlackLab, connected: AsyncApp, channel: str, name: str) -> None:
    lab.delivery.ack_timeout = 0.1  # the bot, no member there, fails before Bolt sends its acknowledgement
    await lab.command("/ask x", user=AN, channel=channel)
    assert received(connected, "command")[0]["channel_name"] == name


async def test_the_text_of_an_acknowledgement_is_ephemeral(lab: SlackLab, connected: AsyncApp) -> None:
    outcome = await lab.command("/ask loud", user=AN, channel=INCIDENTS)
    assert outcome.ack_text == "one moment"
    assert [m.text for m in lab.ephemerals(AN, INCIDENTS)] == ["one moment"]
    assert lab.ephemerals(MARY, INCIDENTS) == []


async def test_a_late_acknowledgement_is_an_error_for_the_person(lab: SlackLab, connected: AsyncApp) -> None:
    lab.delivery.ack_timeout = 0.05
    outcome = await lab.command("/slow", user=AN, channel=INCIDENTS)
    assert outcome.error == "operation_timeout"
    assert "operation_timeout" in lab.ephemerals(AN, INCIDENTS)[0].text


async def test_without_a_connection_the_command_fails(lab: SlackLab) -> None:
    outcome = await lab.command("/ask prod", user=AN, channel=INCIDENTS)
    assert outcome.error == "dispatch_failed"


async def test_a_repeated_trigger_is_delivered_as_it_was(lab: SlackLab, connected: AsyncApp) -> None:
    first = await lab.command("/ask prod", user=AN, channel=INCIDENTS)
    again = await lab.command("/ask prod", user=AN, channel=INCIDENTS, trigger=first.trigger_id)
    assert again.trigger_id == first.trigger_id
    assert len({c["trigger_id"] for c in received(connected, "command")}) == 1


async def test_a_button_opens_a_modal(lab: SlackLab, connected: AsyncApp, posted: Message) -> None:
    ack = await lab.click(posted, "open", user=MARY)
    assert ack.error is None
    view = await lab.wait_for(lambda: lab.modal(MARY))
    assert view.body["title"]["text"] == "First"
    assert lab.modal(AN) is None
    [body] = received(connected, "action")
    assert body["container"] == {
        "type": "message", "message_ts": posted.ts, "channel_id": INCIDENTS, "is_ephemeral": False
    }  # fmt: skip
    assert body["message"]["ts"] == posted.ts
    assert (body["actions"][0]["action_id"], body["actions"][0]["value"]) == ("open", "v1")
    assert body["response_url"].startswith(f"{lab.url}/response/")


async def opened(lab: SlackLab, posted: Message) -> View:
    await lab.click(posted, "open", user=MARY)
    return await lab.wait_for(lambda: lab.modal(MARY))


async def test_a_form_without_its_required_input_is_not_sent(
    lab: SlackLab, connected: AsyncApp, posted: Message
) -> None:
    outcome = await lab.submit(await opened(lab, posted), user=MARY)
    assert list(outcome.errors) == ["target"]
    assert received(connected, "view") == []


async def test_a_form_closes_when_the_bot_takes_it(lab: SlackLab, connected: AsyncApp, posted: Message) -> None:
    outcome = await lab.submit(await opened(lab, posted), {"name": "prod"}, user=MARY)
    assert (outcome.errors, outcome.error, lab.modal(MARY)) == ({}, None, None)
    assert received(connected, "view")[0]["view"]["state"]["values"]["target"]["name"]["value"] == "prod"


async def test_a_form_shows_the_bots_errors_and_its_update(lab: SlackLab, connected: AsyncApp, posted: Message) -> None:
    view = await opened(lab, posted)
    assert (await lab.submit(view, {"name": "wrong"}, user=MARY)).errors == {"target": "No such target."}
    assert lab.modal(MARY) is view
    await lab.submit(view, {"name": "more"}, user=MARY)
    assert view.body["title"]["text"] == "Second"


async def test_closing_a_form_is_told(lab: SlackLab, connected: AsyncApp, posted: Message) -> None:
    await lab.close_modal(await opened(lab, posted), user=MARY)
    assert lab.modal(MARY) is None
    assert received(connected, "closed")[0]["type"] == "view_closed"


async def test_a_message_shortcut_and_its_response_url(lab: SlackLab, connected: AsyncApp, posted: Message) -> None:
    await lab.shortcut("explain", posted, user=AN)
    await lab.wait_for(lambda: lab.ephemerals(AN, INCIDENTS))
    assert lab.ephemerals(AN, INCIDENTS)[0].text == "explained"
    assert received(connected, "shortcut")[0]["message_ts"] == posted.ts


async def test_events_of_mentions_and_direct_messages_only(lab: SlackLab, connected: AsyncApp) -> None:
    await lab.say("just talking", user=AN, channel=INCIDENTS)
    await lab.say("hello", user=AN, channel=DIRECT)
    await lab.say("@SES Check are you there?", user=AN, channel=INCIDENTS)
    await lab.say(f"<@{BOT_USER_ID}> not a member", user=AN, channel=ALERTS)
    [direct] = await lab.wait_for(lambda: received(connected, "message"))
    assert (direct["channel_type"], direct["text"]) == ("im", "hello")
    [mention] = await lab.wait_for(lambda: received(connected, "app_mention"))
    assert mention["text"] == f"<@{BOT_USER_ID}> are you there?"


async def test_an_event_that_is_not_subscribed_is_not_sent(lab: SlackLab, connected: AsyncApp) -> None:
    lab.workspace.subscriptions.discard("app_home_opened")
    await lab.people.open_home(AN)
    assert lab.delivery.sent == []
    lab.workspace.subscriptions.add("app_home_opened")
    lab.delivery.ack_timeout = 0.1
    await lab.people.open_home(AN)
    assert lab.delivery.sent[0].payload["event"]["type"] == "app_home_opened"


async def test_a_file_is_announced_and_read_with_its_scope(
    lab: SlackLab, connected: AsyncApp, session: aiohttp.ClientSession
) -> None:
    file = Attachment("mail.log", b"535 no\n" * 200)
    await lab.say("@SES Check see", user=AN, channel=INCIDENTS, files=[file])
    await lab.say("see", user=AN, channel=DIRECT, files=[Attachment("pasted", b"535 no", snippet=True)])
    mention, direct = (envelope.payload["event"] for envelope in lab.delivery.sent[-2:])
    [shared], [snippet] = mention["files"], direct["files"]
    assert (mention.get("subtype"), direct["subtype"]) == (None, "file_share")
    assert (shared["preview_is_truncated"], snippet["preview"], snippet["mode"]) == (True, "535 no", "snippet")
    right = {"Authorization": f"Bearer {lab.bot_token}"}
    async with session.get(shared["url_private_download"], headers=right) as answer:
        assert await answer.read() == file.content
    lab.workspace.scopes.discard("files:read")
    async with session.get(shared["url_private_download"], headers=right, allow_redirects=False) as answer:
        assert answer.status == 302


async def test_a_click_in_a_thread_names_it_as_its_first_message_does(
    lab: SlackLab, connected: AsyncApp, posted: Message
) -> None:
    await lab.say("a reply", user=AN, channel=INCIDENTS, thread_ts=posted.ts)
    await lab.click(posted, "open", user=MARY)
    [body] = received(connected, "action")
    assert body["container"]["thread_ts"] == body["message"]["thread_ts"] == posted.ts
