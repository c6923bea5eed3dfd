"""One card and its answer, whatever Slack does meanwhile."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.lab.slack.workspace import Message
from tests.handlers.world import AN, AN_DIRECT, INCIDENTS, World, buttons, choose_language, run_id


async def _only_card(world: World) -> Message:
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    assert len(world.cards()) == 1
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None
    assert stored.state == "delivered"
    return card


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
@pytest.mark.parametrize("trouble", ["429", "503", "drop", "drop_after", "internal_error"])
async def test_trouble_is_outlived(world: World, method: str, trouble: str) -> None:
    faults = world.slack.faults
    match trouble:
        case "429":
            faults.ratelimit(method, retry_after=1)
        case "503":
            faults.status(method, 503, times=2)
        case "drop":
            faults.drop(method, times=2)
        case "drop_after":
            faults.drop_after(method)
        case _:
            faults.error(method, "internal_error")
    await world.ask("prod lang:en")
    await _only_card(world)


async def test_a_post_of_unknown_fate_is_looked_for_before_the_next(world: World) -> None:
    world.slack.faults.drop_after("chat.postMessage")
    await world.ask("prod lang:en")
    await _only_card(world)
    assert world.calls("conversations.history") >= 1
    assert world.calls("chat.postMessage") == 1


async def test_it_is_looked_for_in_its_thread_too(world: World) -> None:
    parent = await world.slack.say("mail is down", user=AN, channel=INCIDENTS)
    world.slack.faults.drop_after("chat.postMessage")
    await world.slack.say("@SES Check prod", user=AN, channel=INCIDENTS, thread_ts=parent.ts)
    await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if buttons(m)], timeout=8)
    assert world.calls("conversations.replies") >= 1
    assert world.calls("chat.postMessage") == 1


async def test_where_nobody_may_look_the_answer_goes_to_the_person(world: World) -> None:
    world.slack.workspace.scopes.discard("channels:history")
    world.slack.faults.drop_after("chat.postMessage")
    await choose_language(world, AN, "en")
    await world.ask("prod lang:en")
    card = await world.card(AN_DIRECT)
    assert "cannot see whether my message arrived" in str(card.blocks)
    assert len(world.cards()) == 1


async def test_a_deleted_card_is_posted_anew_once(world: World) -> None:
    await world.ask("slow lang:en")
    first = (await world.slack.wait_for(world.cards))[0]
    world.slack.workspace.remove(first)
    await world.silence.hang_up()
    second = await _only_card(world)
    assert second.ts != first.ts
    assert run_id(second) == run_id(first)


async def test_a_card_that_is_deleted_twice_stays_deleted(world: World) -> None:
    await world.ask("slow lang:en")
    world.slack.workspace.remove((await world.slack.wait_for(world.cards))[0])
    again = await world.slack.wait_for(world.cards, timeout=8)
    world.slack.workspace.remove(again[0])
    await world.silence.hang_up()
    await world.slack.wait_for(lambda: not world.bot.busy, timeout=8)
    assert world.cards() == []


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long"])
async def test_a_payload_that_slack_dislikes_comes_as_plain_text(world: World, code: str) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(world.cards)
    world.slack.faults.error("chat.update", code)
    await world.silence.hang_up()
    await world.slack.wait_for(lambda: not world.bot.busy, timeout=8)
    card = world.cards()[0]
    assert card.blocks == []
    assert "CAN SEND" in card.text


async def test_a_post_that_slack_dislikes_comes_as_plain_text(world: World) -> None:
    world.slack.faults.error("chat.postMessage", "invalid_blocks")
    await world.ask("prod lang:en")
    await world.slack.wait_for(lambda: "CAN SEND" in "".join(m.text for m in world.cards()))
    assert len(world.cards()) == 1


async def test_updates_keep_their_distance(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(lambda: world.calls("chat.update") == 1)
    await world.silence.hang_up()
    await _only_card(world)
    times = [r.when for r in world.slack.requests if r.method == "chat.update"]
    assert all(later - at >= 1.45 for at, later in pairwise(times))


async def test_a_quick_answer_needs_one_update(world: World) -> None:
    started = time.monotonic()
    await world.ask("prod lang:en")
    await _only_card(world)
    assert world.calls("chat.update") <= 1
    assert time.monotonic() - started < 3


async def test_the_socket_is_taken_away_in_mid_run(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(world.cards)
    await world.slack.sockets.refresh()
    await world.slack.wait_for(lambda: world.slack.sockets.connected)
    await world.silence.hang_up()
    await _only_card(world)
    await asyncio.sleep(0.05)
    await world.ask("help")


async def test_an_expired_command_address_falls_back(world: World) -> None:
    world.slack.faults.status("response_url", 404, times=9)
    await world.ask("prod private lang:en")
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    assert len(seen) == 1


async def test_a_private_answer_goes_directly_where_nothing_else_works(world: World) -> None:
    world.slack.faults.status("response_url", 404, times=9)
    world.slack.faults.error("chat.postEphemeral", "user_not_in_channel", times=9)
    await world.ask("prod private lang:en")
    card = await world.card(AN_DIRECT)
    assert "Slack does not let me write" in str(card.blocks)
