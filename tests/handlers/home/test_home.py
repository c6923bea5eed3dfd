"""The App Home: what may be checked with its last verdict, the person's language, and the first steps."""

from __future__ import annotations

import pytest

from bot.core.errors import StoreUnavailable
from bot.lab.slack.workspace import View
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from tests.handlers.world import AN, AN_DIRECT, MARY, World, chosen_language


async def _open(world: World, user: str = AN) -> View:
    await world.slack.people.open_home(user, tab="home")
    return await world.slack.wait_for(lambda: world.slack.workspace.homes.get(user))


def _checks(view: View) -> list[str]:
    found = [block.get("accessory", {}) for block in view.body["blocks"]]
    return [each["value"] for each in found if each.get("action_id", "").startswith("home_check")]


async def test_it_names_what_this_person_may_check(world: World) -> None:
    assert _checks(await _open(world)) == ["prod", "viet", "slow"]
    assert _checks(await _open(world, MARY)) == ["prod", "mine", "viet", "mail", "nologin", "slow"]


async def test_the_other_tab_publishes_nothing(world: World) -> None:
    await world.slack.people.open_home(AN, tab="messages")
    await world.slack.wait_for(lambda: not world.bot.busy)
    assert world.slack.workspace.homes == {}


async def test_the_first_steps_stand_there_until_the_first_answer(world: World) -> None:
    view = await _open(world)
    assert "/invite @SES Check" in str(view.body)
    await world.ask("prod lang:en")
    await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    await _open(world)
    await world.slack.wait_for(lambda: "/invite" not in str(world.slack.workspace.homes[AN].body))
    shown = str(world.slack.workspace.homes[AN].body)
    assert ":x: *prod*, eu-central-1" in shown and "<!date^" in shown


async def test_a_private_answer_of_another_stands_in_no_home(world: World) -> None:
    await world.ask("prod private", user=MARY)
    await world.slack.wait_for(lambda: not world.bot.busy and world.slack.requests)
    assert ":x: *prod*" not in str((await _open(world)).body)


async def test_check_answers_in_the_direct_conversation(world: World) -> None:
    view = await _open(world)
    await world.slack.click(view, "home_check_0", user=AN)
    card = await world.card(AN_DIRECT)
    assert "prod, eu-central-1" in card.text


async def test_the_language_is_changed_and_reset_there(world: World) -> None:
    view = await _open(world)
    await world.slack.click(view, "settings_own", user=AN, option="en")
    await world.slack.wait_for(lambda: "What you may check" in str(world.slack.workspace.homes[AN].body))
    assert await chosen_language(world, AN) == "en"
    await world.slack.click(world.slack.workspace.homes[AN], "settings_own", user=AN, option="none")
    await world.slack.wait_for(lambda: "Bạn kiểm tra được gì" in str(world.slack.workspace.homes[AN].body))
    assert await chosen_language(world, AN) is None
    assert len(world.slack.ephemerals(AN, AN_DIRECT)) == 0


async def test_a_click_is_acknowledged_however_slow_slack_is(world: World) -> None:
    view = await _open(world)
    for method in ("conversations.open", "users.info", "conversations.info"):
        world.slack.faults.stall(method, 5)
    assert (await world.slack.click(view, "home_check_0", user=MARY)).error is None
    assert (await world.slack.click(view, "settings_own", user=MARY, option="en")).error is None


async def test_a_choice_that_could_not_be_stored_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    view = await _open(world)

    async def fail(*_: object) -> None:
        raise StoreUnavailable("made up")

    monkeypatch.setattr(world.bot.store, "remember", fail)
    await world.slack.click(view, "settings_own", user=AN, option="en")
    said = await world.slack.wait_for(lambda: world.slack.messages(AN_DIRECT) or world.slack.ephemerals(AN, AN_DIRECT))
    assert said[0].text in [catalogue(language)("slack.store_down") for language in LANGUAGES]
