"""A channel's settings and a person's own language."""

from __future__ import annotations

import pytest

from bot.lab.slack.workspace import BOT_USER_ID, Message
from bot.languages import LANGUAGES
from bot.store import Owner, Preference
from bot.words.catalogue import catalogue
from tests.handlers.world import ALERTS, AN, INCIDENTS, MARY, PARTNER, World, buttons, chosen_language

SAVED = {catalogue(language)("slack.settings.saved") for language in LANGUAGES}


async def _settings(world: World, text: str = "", *, user: str = AN, channel: str = INCIDENTS) -> Message:
    seen = len(world.slack.ephemerals(user, channel))
    await world.ask(f"settings {text}", user=user, channel=channel)
    await world.slack.wait_for(lambda: len(world.slack.ephemerals(user, channel)) > seen)
    return world.slack.ephemerals(user, channel)[-1]


def _menus(shown: Message) -> list[str]:
    return [block["accessory"]["action_id"] for block in shown.blocks if "accessory" in block]


async def _mode(world: World) -> str | None:
    return (await world.bot.store.recall(Owner("", "T0000000001", INCIDENTS))).get(Preference.MODE)


@pytest.mark.parametrize("word", ["settings", "cài đặt"])
async def test_they_are_shown_to_the_asker_alone_with_their_menus(world: World, word: str) -> None:
    await world.ask(word)
    [shown] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert _menus(shown) == ["settings_mode", "settings_language", "settings_own"]
    assert world.slack.messages(INCIDENTS) == []


async def test_a_mention_shows_and_changes_them_too(world: World) -> None:
    await world.slack.say(f"<@{BOT_USER_ID}> settings lang:vi", user=AN, channel=INCIDENTS)
    [shown] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert "Đã lưu." in shown.text
    assert await chosen_language(world, INCIDENTS) == "vi"


async def test_typed_and_reset(world: World) -> None:
    await _settings(world, "mode:all-in-channel lang:vi")
    assert (await _mode(world), await chosen_language(world, INCIDENTS)) == ("all-in-channel", "vi")
    shown = await _settings(world, "reset")
    assert (await _mode(world), await chosen_language(world, INCIDENTS)) == (None, None)
    assert SAVED & set(shown.text.split("\n"))
    assert "mode:" in (await _settings(world, "mode:everywhere")).text


async def test_a_menu_changes_what_it_shows(world: World) -> None:
    shown = await _settings(world)
    await world.slack.click(shown, "settings_mode", user=AN, option="all-in-thread")
    await world.slack.wait_for(lambda: SAVED & set(shown.text.split("\n")))
    assert await _mode(world) == "all-in-thread"
    await world.slack.click(shown, "settings_own", user=AN, option="en")
    await world.slack.wait_for(lambda: "Saved." in shown.text)
    assert await chosen_language(world, AN) == "en"
    await world.slack.click(shown, "settings_own", user=AN, option="none")
    await world.slack.wait_for(lambda: "Đã lưu." in shown.text)
    assert await chosen_language(world, AN) is None
    await world.slack.click(shown, "settings_reset", user=AN)
    await world.slack.wait_for(lambda: catalogue("vi")("slack.settings.mode.thread") in shown.text)
    assert await _mode(world) is None
    assert len(world.slack.ephemerals(AN, INCIDENTS)) == 1


async def test_the_channels_language_counts_before_the_askers_slack_and_the_askers_own_in_private(world: World) -> None:
    await _settings(world, "lang:vi")
    await world.ask("prod")
    card = await world.card()
    assert "GỬI MAIL" in card.text
    await world.ask("prod private")
    [private] = await world.slack.wait_for(
        lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)[:1] == ["check_fix"]]
    )
    assert "GỬI MAIL" in private.text


async def test_all_in_the_thread_leaves_the_verdict_and_the_buttons_in_the_channel(world: World) -> None:
    await _settings(world, "mode:all-in-thread")
    await world.ask("prod lang:en")
    card = await world.card()
    replies = await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if m.thread_ts == card.ts])
    assert "Next:" not in str(card.blocks) and "Next:" in str(replies[0].blocks)
    assert "CAN SEND: NO" in str(card.blocks)


async def test_all_in_the_channel_sends_details_there(world: World) -> None:
    await _settings(world, "mode:all-in-channel")
    await world.ask("prod lang:en")
    card = await world.card()
    await world.press(card, "check_details", user=MARY)
    posted = await world.slack.wait_for(lambda: [m for m in world.cards() if m is not card])
    assert posted[0].thread_ts is None


async def test_a_channel_of_several_organisations_offers_the_own_language_alone(world: World) -> None:
    assert _menus(await _settings(world, channel=PARTNER)) == ["settings_own"]


async def test_who_may_check_nothing_there_changes_nothing(world: World) -> None:
    (world.folder / "ses-check.toml").write_text(
        "[targets.mine]\nregion = 'eu-central-1'\nfrom = 'noreply@example.com'\nusers = ['U0000000002']\n"
    )
    await world.slack.wait_for(lambda: len(world.bot.targets.current().targets) == 1)
    assert _menus(await _settings(world, channel=ALERTS)) == ["settings_own"]
    await _settings(world, "lang:vi", channel=ALERTS)
    assert await chosen_language(world, ALERTS) is None
    await _settings(world, "lang:vi", user=MARY, channel=ALERTS)
    assert await chosen_language(world, ALERTS) == "vi"
