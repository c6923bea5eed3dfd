"""Guides in Slack: /ses-guide and the buttons that open one."""

from __future__ import annotations

import pytest

from bot.causes import all_causes
from bot.lab.slack.workspace import JsonObject
from tests.handlers.explain.test_explain import ask, shown
from tests.handlers.world import AN, INCIDENTS, World, buttons


async def test_one_match_is_shown_and_a_button_opens_its_steps(world: World) -> None:
    answer = await ask(world, "/ses-guide smtp.password_wrong_region lang:en")
    assert "<region>" in shown(answer) or "&lt;region&gt;" in shown(answer)
    assert "smtp.password_wrong_region" in shown(answer)
    assert world.slack.messages(INCIDENTS) == []
    await world.slack.click(answer, "explain_steps", user=AN)
    assert "python3" in str((await world.modal(AN)).body["blocks"])


@pytest.mark.parametrize("words", ["chưa verify", "chua verify"])
async def test_diacritics_do_not_matter(world: World, words: str) -> None:
    assert "identity.not_verified" in shown(await ask(world, f"/ses-guide {words}"))


async def test_several_are_offered_and_a_button_opens_one(world: World) -> None:
    answer = await ask(world, "/ses-guide 535 Authentication Credentials Invalid lang:en")
    assert buttons(answer)[0] == "explain_guide_0_0"
    await world.slack.click(answer, "explain_guide_0_0", user=AN)
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if m.ts != answer.ts])
    assert "smtp.credentials_invalid" in shown(seen[0])


async def test_none_fits_gives_the_nearest_three_without_echoing_a_secret(world: World) -> None:
    answer = await ask(world, "/ses-guide lang:en zzz xoxb-made-up-example-token")
    assert answer.text.startswith("No guide fits")
    assert len(buttons(answer)) == 3
    assert "xoxb" not in shown(answer)


async def test_without_words_all_titles_stand_by_area_with_buttons(world: World) -> None:
    answer = await ask(world, "/ses-guide lang:en")
    opens = [button["value"] for block in answer.blocks if block["type"] == "actions" for button in block["elements"]]
    assert sorted(opens) == sorted(all_causes())
    assert "SMTP login rejected" in shown(answer)


async def test_the_form_that_a_person_chose_is_kept_for_the_next_dialog(world: World) -> None:
    first = await ask(world, "/ses-guide account.sandbox lang:en")
    await world.slack.click(first, "explain_steps", user=AN)
    view = await world.modal(AN)
    shown = str(view.body["blocks"])
    await world.slack.click(view, "explain_steps_form_console", user=AN)
    await world.slack.wait_for(lambda: str(view.body["blocks"]) != shown)
    chosen = str(view.body["blocks"])
    await world.slack.close_modal(view, user=AN)
    await world.slack.click(first, "explain_steps", user=AN)
    again = await world.modal(AN)
    assert _without_ids(again.body["blocks"]) == _without_ids(view.body["blocks"]) and chosen


def _without_ids(blocks: list[JsonObject]) -> list[JsonObject]:
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]
