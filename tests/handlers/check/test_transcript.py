"""The button "Transcript": a file below the card, or text for one person where Slack takes no file from the bot."""

from __future__ import annotations

import asyncio

import pytest

from bot.lab.slack.workspace import Message
from tests.handlers.world import AN, AN_DIRECT, INCIDENTS, MARY, World, buttons, run_id

BUTTON = "check_transcript"


async def answered(world: World, channel: str = INCIDENTS) -> Message:
    """The card of a run whose mail server hung up."""
    await world.silence.hang_up()
    await world.ask("slow lang:en", channel=channel)
    card = await world.card(channel)
    assert BUTTON in str(card.blocks)
    return card


def files(world: World, channel: str = INCIDENTS) -> list[Message]:
    return [message for message in world.slack.messages(channel) if message.files]


def content(world: World, message: Message) -> str:
    raw = world.slack.workspace.files[message.files[0]["id"]].content
    assert raw is not None
    return raw.decode()


async def test_it_is_a_file_below_the_card_once(world: World) -> None:
    card = await answered(world)
    await asyncio.gather(*(world.press(card, BUTTON, user=user) for user in (AN, MARY)))
    await world.slack.wait_for(lambda: files(world))
    assert "stands below the card" in await _whispered(world)
    (posted,) = files(world)
    assert posted.thread_ts == card.ts
    assert posted.files[0]["title"] == f"ses-check-slow-{run_id(card)}.txt"
    text = content(world, posted)
    assert text.startswith("# ses-check ") and "* connect" in text


async def _whispered(world: World) -> str:
    seen = await world.slack.wait_for(
        lambda: [
            m for user in (AN, MARY) for m in world.slack.ephemerals(user, INCIDENTS) if "below the card" in m.text
        ]
    )
    return seen[-1].text


async def _no_scope(world: World) -> None:
    world.slack.workspace.scopes.discard("files:write")


async def _refused(world: World) -> None:
    world.slack.faults.error("files.completeUploadExternal", "not_in_channel")


async def _lost(world: World) -> None:
    world.slack.faults.drop_after("files.completeUploadExternal")


@pytest.mark.parametrize("trouble", [_no_scope, _refused, _lost])
async def test_where_slack_takes_no_file_the_person_reads_it(world: World, trouble: object) -> None:
    card = await answered(world)
    await trouble(world)  # type: ignore[operator]
    await world.press(card, BUTTON, user=MARY)
    seen = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    shown = str(seen[-1].blocks)
    assert "did not take it as a file" in shown and "# ses-check " in shown
    assert len(files(world)) == (trouble is _lost)


async def test_a_direct_message_gets_it_in_full(world: World) -> None:
    card = await answered(world, AN_DIRECT)
    await world.press(card, BUTTON, user=AN)
    (posted,) = await world.slack.wait_for(lambda: files(world, AN_DIRECT))
    assert "* connect" in content(world, posted)


async def test_a_private_answer_keeps_it_private(world: World) -> None:
    await world.silence.hang_up()
    await world.ask("slow private lang:en")
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    await world.press(seen[-1], BUTTON, user=AN)
    await world.slack.wait_for(lambda: "# ses-check " in str(world.slack.ephemerals(AN, INCIDENTS)[-1].blocks))
    assert files(world) == []


async def test_a_run_without_a_dialogue_has_no_button(world: World) -> None:
    await world.ask("prod lang:en")
    assert BUTTON not in str((await world.card()).blocks)
