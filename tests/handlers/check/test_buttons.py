"""The buttons of a card, its modal, and what they do where they can no longer do it."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from bot.lab.slack.workspace import Message
from tests.handlers.world import (
    AN,
    AN_DIRECT,
    INCIDENTS,
    MARY,
    OUTSIDER,
    World,
    buttons,
    choose_language,
    chosen_language,
    run_id,
)


async def _answered(world: World, text: str = "prod lang:en") -> Message:
    await world.ask(text)
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    return card


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_fix_opens_the_whole_fix_in_the_clickers_language(world: World) -> None:
    card = await _answered(world)
    await world.slack.click(card, "check_fix", user=AN)
    vietnamese = await world.modal(AN)
    await world.slack.click(card, "check_fix", user=MARY)
    english = await world.modal(MARY)
    # The flag of the run was the first person's wish, not the second one's.
    assert vietnamese.body["title"]["text"] == "How to fix it"
    assert english.body["title"]["text"] == "How to fix it"
    await world.slack.click(english, "check_fix_page", user=MARY)
    await world.slack.wait_for(lambda: "ASIAI44QH8DHBEXAMPLE" in str(english.body["blocks"]))
    await choose_language(world, MARY, "vi")
    await world.slack.close_modal(english, user=MARY)
    await world.slack.click(card, "check_fix", user=MARY)
    again = await world.modal(MARY)
    assert again.body["title"]["text"] != "How to fix it"


async def test_a_form_is_chosen_in_the_fix_and_the_fix_is_verified_there(world: World) -> None:
    card = await _answered(world)
    await world.slack.click(card, "check_fix", user=MARY)
    view = await world.modal(MARY)
    forms = [e["action_id"] for b in view.body["blocks"] if b["type"] == "actions" for e in b["elements"]]
    other = next(name for name in forms if name.startswith("check_fix_form_") and name != "check_fix_form_cli")
    before = str(view.body["blocks"])
    await world.slack.click(view, other, user=MARY)
    await world.slack.wait_for(lambda: str(view.body["blocks"]) != before)
    while "check_verify_fix" not in str(view.body["blocks"]):
        page = str(view.body["blocks"])
        await world.slack.click(view, "check_fix_page", user=MARY)
        await world.slack.wait_for(lambda page=page: str(view.body["blocks"]) != page)  # type: ignore[misc]
    first = run_id(card)
    await world.slack.click(view, "check_verify_fix", user=MARY)
    stored = await world.bot.store.get(run_id(await world.renewed(card, first)))
    assert stored is not None and (stored.ask.previous, stored.ask.origin) == (first, "verify")
    assert len(world.cards()) == 1


async def test_details_stand_below_the_card_once(world: World) -> None:
    card = await _answered(world)
    await world.slack.click(card, "check_details", user=MARY)
    replies = await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if m.thread_ts == card.ts])
    assert "Details of" in replies[0].text
    await world.slack.click(card, "check_details", user=MARY)
    assert "stands below the card" in await world.told(MARY)
    assert len([m for m in world.slack.messages(INCIDENTS) if m.thread_ts == card.ts]) == 1


async def test_an_export_is_a_json_file_with_masked_ids(world: World) -> None:
    card = await _answered(world)
    await world.press(card, "check_export", user=MARY)
    posted = (await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if m.files]))[0]
    assert posted.thread_ts == card.ts
    raw = world.slack.workspace.files[posted.files[0]["id"]].content
    assert raw is not None
    told = json.loads(raw)
    assert (told["schema"], told["run_id"]) == ("ses-check/1", run_id(card))
    assert b"ASIAI44QH8DHBEXAMPLE" not in raw


async def test_a_modal_that_slack_refuses_is_told(world: World) -> None:
    card = await _answered(world)
    world.slack.faults.error("views.open", "trigger_expired")
    await world.slack.click(card, "check_fix", user=MARY)
    assert "too late" in await world.told(MARY)
    world.slack.faults.status("views.open", 503)
    await world.slack.click(card, "check_fix", user=MARY)
    await world.slack.wait_for(lambda: "could not open" in world.slack.ephemerals(MARY, INCIDENTS)[-1].text)


async def test_the_other_language_for_the_clicker_alone_and_remembered(world: World) -> None:
    card = await _answered(world)
    before = card.text
    await world.press(card, "check_language", user=MARY)
    seen = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    assert "GỬI MAIL: KHÔNG ĐƯỢC" in seen[-1].text
    assert card.text == before
    assert world.silence.calls == 0
    assert await chosen_language(world, MARY) == "vi"
    # Back again, in place: that message is the clicker's own.
    await world.press(seen[-1], "check_language", user=MARY, language="en")
    await world.slack.wait_for(lambda: "CAN SEND: NO" in world.slack.ephemerals(MARY, INCIDENTS)[-1].text)
    assert len(world.slack.ephemerals(MARY, INCIDENTS)) == 1
    assert await chosen_language(world, MARY) == "en"
    assert len(world.cards()) == 1


@pytest.mark.parametrize("label", ["Tiếng Việt", "words that Slack left out"])
async def test_a_button_that_was_posted_before_it_named_its_language_still_works(world: World, label: str) -> None:
    card = await _answered(world)
    [actions] = [block for block in card.blocks if block["type"] == "actions"]
    others = [element for element in actions["elements"] if element["action_id"] != "check_language"]
    old = {**_button("check_language", run_id(card)), "text": {"type": "plain_text", "text": label}}
    actions["elements"] = [*others, old]
    await world.slack.click(card, "check_language", user=MARY)
    seen = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    assert "GỬI MAIL: KHÔNG ĐƯỢC" in seen[-1].text


async def test_a_private_card_changes_its_language_in_place(world: World) -> None:
    await world.ask("prod private lang:en")
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    count = len(world.slack.ephemerals(AN, INCIDENTS))
    await world.slack.wait_for(lambda: not world.bot.busy)
    await world.press(seen[-1], "check_language", user=AN)
    await world.slack.wait_for(lambda: "GỬI MAIL" in seen[-1].text)
    assert len(world.slack.ephemerals(AN, INCIDENTS)) == count


async def test_a_direct_card_changes_its_language_in_place(world: World) -> None:
    await world.ask("prod lang:en", channel=AN_DIRECT)
    card = await world.card(AN_DIRECT)
    await world.slack.wait_for(lambda: not world.bot.busy)
    await world.press(card, "check_language", user=AN)
    await world.slack.wait_for(lambda: "GỬI MAIL" in card.text)
    assert len(world.cards(AN_DIRECT)) == 1


@pytest.mark.parametrize("action", ["check_fix", "check_verify", "check_again", "check_language"])
async def test_a_run_that_is_no_longer_kept(world: World, action: str) -> None:
    card = await _answered(world)
    await world.bot.store.purge(timedelta(0))
    await world.press(card, action, user=MARY)
    assert "no longer kept" in await world.told(MARY)
    assert len(world.cards()) == 1


@pytest.mark.parametrize("action", ["check_fix", "check_verify", "check_again", "check_language"])
async def test_a_run_that_is_still_running(world: World, action: str) -> None:
    old = await _answered(world)
    await world.ask("slow lang:en")
    running = await world.slack.wait_for(lambda: world.cards()[1:])
    for block in old.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action:
                element["value"] = run_id(running[0])
            for option in element.get("options", []):
                option["value"] = option["value"].replace(run_id(old), run_id(running[0]))
    await world.press(old, action, user=MARY)
    assert "still running" in await world.told(MARY)


@pytest.mark.parametrize("action", ["check_fix", "check_verify", "check_again", "check_language"])
async def test_a_click_is_refused_like_a_command(world: World, action: str) -> None:
    await world.ask("mine lang:en", user=MARY)
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    if action not in buttons(card):
        card.blocks.append({"type": "actions", "block_id": "b", "elements": [_button(action, run_id(card))]})
    await choose_language(world, AN, "en")
    await world.press(card, action, user=AN)
    assert "only by certain people" in await world.told(AN)
    assert world.slack.modal(AN) is None
    assert len(world.cards()) == 1


@pytest.mark.parametrize("action", ["check_fix", "check_verify", "check_again", "check_language"])
async def test_a_click_from_outside_is_refused(world: World, action: str) -> None:
    card = await _answered(world)
    await world.press(card, action, user=OUTSIDER)
    words = await world.told(OUTSIDER)
    assert "only members of the organization" in words or "thành viên của tổ chức" in words
    assert world.slack.modal(OUTSIDER) is None
    await asyncio.sleep(0.05)
    assert len(world.cards()) == 1


async def test_a_button_that_nobody_knows(world: World) -> None:
    card = await _answered(world)
    card.blocks.append({"type": "actions", "block_id": "b", "elements": [_button("of_another_age", "x")]})
    await world.slack.click(card, "of_another_age", user=MARY)
    assert "no longer does anything" in await world.told(MARY)


async def test_a_shortcut_that_nobody_knows(world: World) -> None:
    card = await _answered(world)
    await world.slack.shortcut("of_another_age", card, user=MARY)
    assert "/ses-check prod" in await world.told(MARY)


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_another_command_gets_one_line(world: World) -> None:
    outcome = await world.slack.command("/ses-chek prod", user=MARY, channel=INCIDENTS)
    assert outcome.error is None
    assert "not known" in await world.told(MARY)


def _button(action: str, value: str) -> dict[str, object]:
    return {"type": "button", "action_id": action, "value": value, "text": {"type": "plain_text", "text": "x"}}
