"""Signed HTTP to a real Bolt app, and the damaged requests that it must refuse."""

import json
from urllib.parse import parse_qs

from slack_bolt.async_app import AsyncApp

from bot.lab.slack.server import SlackLab
from bot.lab.slack.signing import forge, make_stale
from tests.lab.slack.places import AN, DIRECT, INCIDENTS


async def test_a_command_and_a_button_over_http(lab: SlackLab, serving: AsyncApp) -> None:
    outcome = await lab.command("/ask loud", user=AN, channel=INCIDENTS)
    assert (outcome.ack_text, outcome.error) == ("one moment", None)
    [message] = await lab.wait_for(lambda: lab.messages(INCIDENTS))
    assert (await lab.click(message, "open", user=AN)).error is None
    view = await lab.wait_for(lambda: lab.modal(AN))
    assert (await lab.submit(view, {"name": "wrong"}, user=AN)).errors == {"target": "No such target."}


async def test_events_are_json_and_retries_are_marked(lab: SlackLab, serving: AsyncApp) -> None:
    await lab.say("hello", user=AN, channel=DIRECT)
    [envelope] = lab.delivery.sent
    request = lab.delivery.make_request(envelope)
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body)["event"]["text"] == "hello"
    assert (await lab.delivery.redeliver(envelope)).error is None
    assert len(serving.received) == 2  # type: ignore[attr-defined]


async def test_forged_and_stale_requests_are_refused_and_a_replay_is_not_by_bolt(
    lab: SlackLab, serving: AsyncApp
) -> None:
    await lab.command("/ask prod", user=AN, channel=INCIDENTS)
    envelope = lab.delivery.sent[0]
    request = lab.delivery.make_request(envelope)
    assert parse_qs(request.body.decode())["command"] == ["/ask"]
    assert (await lab.delivery.post(request))[0] == 200
    assert (await lab.delivery.post(forge(request)))[0] == 401
    assert (await lab.delivery.post(make_stale(envelope, lab.signing_secret, lab.workspace.clock())))[0] == 401


async def test_an_unreachable_bot_is_an_error_for_the_person(lab: SlackLab) -> None:
    lab.http_target = "http://127.0.0.1:9/slack/events"
    assert (await lab.command("/ask prod", user=AN, channel=INCIDENTS)).error == "dispatch_failed"


async def test_a_slow_bot_over_http(lab: SlackLab, serving: AsyncApp) -> None:
    lab.delivery.ack_timeout = 0.05
    assert (await lab.command("/slow", user=AN, channel=INCIDENTS)).error == "operation_timeout"
