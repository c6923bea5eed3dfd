"""Verify and Run again change the card that was clicked."""

from __future__ import annotations

import asyncio

import pytest

from bot.lab.slack.workspace import Message
from tests.handlers.world import ALERTS, AN, AN_DIRECT, INCIDENTS, MARY, World, buttons, choose_language, run_id

AGAIN, VERIFY = "check_again", "check_verify"


async def _answered(world: World, text: str = "prod lang:en") -> Message:
    await world.ask(text)
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    return card


def _replies(world: World, card: Message) -> list[str]:
    return [m.text for m in world.slack.messages(card.channel) if m.thread_ts == card.ts]


def _private(world: World) -> list[Message]:
    return [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)]


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
@pytest.mark.parametrize("action", [AGAIN, VERIFY])
async def test_the_clicked_card_gets_the_answer(world: World, action: str) -> None:
    card = await _answered(world)
    first = run_id(card)
    assert (await world.press(card, action, user=MARY)).error is None
    await world.renewed(card, first)
    assert len(world.cards()) == 1 and world.calls("chat.postMessage") == (2 if action == VERIFY else 1)
    assert "NO*  →  " in str(card.blocks)
    assert "asked by an · also mary" in str(card.blocks)
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None
    assert (stored.ask.previous, stored.ask.origin) == (first, action.removeprefix("check_"))
    assert (stored.state, stored.card_channel, stored.card_ts) == ("delivered", INCIDENTS, card.ts)


@pytest.mark.parametrize("action", [AGAIN, VERIFY])
async def test_a_channels_card_keeps_the_language_of_who_asked_for_it(world: World, action: str) -> None:
    world.slack.workspace.users[AN].locale, world.slack.workspace.users[MARY].locale = "vi-VN", "en-GB"
    card = await _answered(world, "prod")
    for _ in range(2):
        earlier = run_id(card)
        await world.press(card, action, user=MARY)
        await world.renewed(card, earlier)
        assert "an hỏi · cùng hỏi: mary" in str(card.blocks)


async def test_meanwhile_it_says_who_verifies_and_what_it_said_before(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(lambda: world.silence.calls)
    await world.silence.hang_up()
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    said = card.text.split("\n")[0]
    world.silence.wait_again()
    await world.press(card, VERIFY, user=MARY)
    await world.slack.wait_for(lambda: "Verifying" in str(card.blocks))
    assert "mary" in str(card.blocks) and said.split(" - ")[0].partition(" ")[2] in str(card.blocks)
    assert buttons(card) == []
    await world.silence.hang_up()
    await world.slack.wait_for(lambda: buttons(card), timeout=8)


async def test_verify_tells_the_thread_once(world: World) -> None:
    card = await _answered(world)
    first = run_id(card)
    await world.press(card, VERIFY, user=MARY)
    await world.renewed(card, first)
    [reply] = _replies(world, card)
    assert reply.startswith("Verified by mary: NO → NO, after ")
    second = run_id(card)
    await world.press(card, AGAIN, user=MARY)
    await world.renewed(card, second)
    assert len(_replies(world, card)) == 1


async def test_verify_asks_only_what_is_open_and_says_so(world: World) -> None:
    card = await _answered(world)
    first = run_id(card)
    await world.press(card, VERIFY, user=MARY)
    await world.renewed(card, first)
    earlier, stored = await world.bot.store.get(first), await world.bot.store.get(run_id(card))
    assert earlier is not None and earlier.result is not None
    assert stored is not None and stored.result is not None
    run = stored.result
    assert 0 < len(run.asked_again) < len(run.results) == len(earlier.result.results)
    assert run.rest_at == earlier.result.started_at
    assert "of them again, the rest as of <!date^" in str(card.blocks)
    await world.press(card, AGAIN, user=MARY)
    await world.renewed(card, run.run_id)
    assert "of them again" not in str(card.blocks)


@pytest.mark.parametrize("action", [AGAIN, VERIFY])
async def test_a_button_asks_about_the_same_recipient(world: World, action: str) -> None:
    card = await _answered(world, "prod to:<mailto:a@example.com|a@example.com> lang:en")
    first = run_id(card)
    await world.press(card, action, user=MARY)
    stored = await world.bot.store.get(run_id(await world.renewed(card, first)))
    assert stored is not None and stored.ask.recipient == "a@example.com"


@pytest.mark.parametrize("others", [VERIFY, AGAIN])
async def test_two_who_click_at_once_get_one_run(world: World, others: str) -> None:
    card = await _answered(world)
    first = run_id(card)
    await asyncio.gather(world.press(card, VERIFY, user=MARY), world.press(card, others, user=AN))
    await world.renewed(card, first)
    assert "also " in str(card.blocks)
    assert len(world.cards()) == 1 and len(_replies(world, card)) == 1


async def test_a_redelivered_click_is_one_run(world: World) -> None:
    card = await _answered(world)
    first = run_id(card)
    await world.press(card, AGAIN, user=AN)
    await world.slack.delivery.redeliver(world.slack.delivery.sent[-1])
    second = run_id(await world.renewed(card, first))
    await asyncio.sleep(0.1)
    assert (run_id(card), len(world.cards())) == (second, 1)


@pytest.mark.parametrize("action", [AGAIN, VERIFY])
async def test_where_the_bot_is_no_member_the_click_changes_the_card(world: World, action: str) -> None:
    world.slack.workspace.scopes.discard("chat:write.public")
    await world.ask("prod lang:en", channel=ALERTS)
    card = (await world.slack.wait_for(lambda: world.slack.messages(ALERTS)))[0]
    await world.slack.wait_for(lambda: not world.bot.busy)
    world.slack.faults.error("chat.update", "cant_update_message", times=9)
    assert (await world.press(card, action, user=AN)).error is None
    await world.slack.wait_for(lambda: "→" in str(card.blocks), timeout=8)
    await world.slack.wait_for(lambda: not world.bot.busy)
    assert [m for m in world.slack.messages(ALERTS) if m.thread_ts is None] == [card]
    assert world.cards(AN_DIRECT) == []


@pytest.mark.parametrize("action", [AGAIN, VERIFY])
async def test_a_private_card_is_changed_in_the_language_that_was_chosen_on_it(world: World, action: str) -> None:
    await choose_language(world, AN, "vi")
    await world.ask("prod private lang:en")
    [card] = await world.slack.wait_for(lambda: _private(world))
    await world.slack.wait_for(lambda: not world.bot.busy)
    # As long as the card speaks the flag's language, the flag is the newer wish.
    await world.press(card, action, user=AN)
    await world.slack.wait_for(lambda: "→" in str(card.blocks) and buttons(card), timeout=8)
    await world.slack.wait_for(lambda: not world.bot.busy)
    assert "CAN SEND" in card.text
    await world.press(card, "check_language", user=AN)
    await world.slack.wait_for(lambda: "GỬI MAIL" in card.text)
    await world.press(card, action, user=AN)
    await world.slack.wait_for(lambda: not buttons(card))
    await world.slack.wait_for(lambda: buttons(card), timeout=8)
    assert "GỬI MAIL" in card.text
    assert _private(world) == [card] and world.cards() == []


async def test_a_private_card_is_changed_from_its_fix(world: World) -> None:
    await world.ask("prod private lang:en")
    [card] = await world.slack.wait_for(lambda: _private(world))
    await world.slack.wait_for(lambda: not world.bot.busy)
    await world.press(card, "check_fix", user=AN)
    view = await world.modal(AN)
    while "check_verify_fix" not in str(view.body["blocks"]):
        page = str(view.body["blocks"])
        await world.slack.click(view, "check_fix_page", user=AN)
        await world.slack.wait_for(lambda page=page: str(view.body["blocks"]) != page)  # type: ignore[misc]
    await world.slack.click(view, "check_verify_fix", user=AN)
    await world.slack.wait_for(lambda: "→" in str(card.blocks), timeout=8)
    assert _private(world) == [card] and world.cards() == []


async def test_a_copy_in_another_language_verifies_the_card_that_all_read(world: World) -> None:
    card = await _answered(world)
    first = run_id(card)
    await world.press(card, "check_language", user=MARY)
    [copy] = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    await world.press(copy, VERIFY, user=MARY)
    await world.renewed(card, first)
    assert len(world.cards()) == 1
    assert "thẻ chung" in copy.text and copy.blocks == []


async def test_a_card_that_was_deleted_meanwhile_comes_anew(world: World) -> None:
    card = await _answered(world)
    world.slack.faults.stall("users.info", 1)
    await world.press(card, VERIFY, user=MARY)
    world.slack.workspace.remove(card)
    await world.slack.wait_for(lambda: [m for m in world.cards() if "→" in str(m.blocks)], timeout=8)
    assert len(world.cards()) == 1
