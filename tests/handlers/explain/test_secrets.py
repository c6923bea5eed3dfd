"""A secret in a text that is explained: it is not repeated, and its author is led to the message that holds it."""

from __future__ import annotations

import logging

import pytest

from bot.lab.slack.workspace import Message
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from tests.handlers.explain.test_explain import CALLBACK, ERROR, TOKEN, ask, shown
from tests.handlers.world import AN, INCIDENTS, MARY, ON_CALL, World, buttons


async def test_a_secret_is_never_shared_echoed_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await ask(world, f"/ses-explain public lang:en {ERROR} token {TOKEN}")
    assert answer.text.startswith("Not shared in the channel")
    assert "Slack token" in shown(answer)
    assert "explain_share" not in buttons(answer)
    assert world.slack.messages(INCIDENTS) == []
    assert TOKEN not in shown(answer) + caplog.text + str([r.params for r in world.slack.requests])
    for file in (world.folder / "data").iterdir():
        assert TOKEN.encode() not in file.read_bytes()


async def test_the_author_of_a_secret_is_told_privately_and_nobody_else(world: World) -> None:
    message = await world.slack.say(f"{ERROR} {TOKEN}", user=MARY, channel=INCIDENTS)
    await world.slack.shortcut(CALLBACK, message, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    [warning] = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    assert "explain_share" not in buttons(answer)
    assert f"<@{MARY}>" in shown(answer) and "Slack token" not in shown(answer)
    assert "Slack token" in warning.text
    assert f"{address(message)}|the message that holds the secret>." in warning.text
    assert TOKEN not in shown(answer) + shown(warning)


def address(message: Message) -> str:
    return f"/archives/{message.channel}/p{message.ts.replace('.', '')}"


async def test_who_pasted_a_secret_is_led_to_the_own_message(world: World) -> None:
    said = await world.slack.say(f"{ERROR} {TOKEN}", user=AN, channel=INCIDENTS)
    await world.slack.shortcut(CALLBACK, said, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert address(said) in shown(answer)


async def test_a_command_left_no_message_that_could_be_deleted(world: World) -> None:
    answer = await ask(world, f"/ses-explain lang:en {ERROR} token {TOKEN}")
    assert "Replace the secret" in shown(answer) and "elete" not in shown(answer)


async def test_where_slack_tells_no_address_the_message_is_named(world: World) -> None:
    said = await world.slack.say(f"{ERROR} {TOKEN}", user=AN, channel=ON_CALL)
    await world.slack.shortcut(CALLBACK, said, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, ON_CALL))
    assert "/archives/" not in shown(answer)
    assert any(catalogue(language)("slack.explain.delete_message") in shown(answer) for language in LANGUAGES)
