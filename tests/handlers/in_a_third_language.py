"""The third language in Slack. tests/languages/test_third_language.py runs this file in the copy that has the language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import bot
from bot.lab.slack.workspace import Message
from bot.request.commands import COMMANDS
from tests.handlers.world import AN, INCIDENTS, MARY, World, chosen_language
from tests.handlers.world import run_id as run_id_of
from tests.languages.third import CODE, MARK, NAME


def _language_menu(message: Message) -> dict[str, Any]:
    [menu] = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == "check_language"
    ]
    return dict(menu)


async def _card(world: World, text: str, count: int = 1) -> Message:
    await world.ask(text)
    card = await world.card(count=count)
    await world.slack.wait_for(lambda: not world.bot.busy)
    return card


def test_the_code_under_test_is_the_copy() -> None:
    assert Path(bot.__path__[0]).parent == Path(__file__).parents[2] == Path.cwd()


@pytest.mark.parametrize("typed", [f"lang:{CODE}", "lang:xx-YY", "--lang thirdish"])
async def test_the_flag_knows_it(world: World, typed: str) -> None:
    card = await _card(world, f"prod {typed}")
    assert MARK in card.text
    footer = str(card.blocks[-1])
    # The words that stand for the date where Slack cannot show it in the reader's zone.
    assert " at " in footer and " UTC>" in footer
    assert _language_menu(card)["placeholder"]["text"] == NAME


async def test_the_menu_offers_it_and_its_choice_is_remembered(world: World) -> None:
    card = await _card(world, "prod lang:en")
    menu = _language_menu(card)
    assert (menu["type"], menu["placeholder"]["text"]) == ("static_select", "English")
    assert [option["text"]["text"] for option in menu["options"]] == ["Tiếng Việt", NAME]
    await world.slack.click(card, "check_language", user=MARY, option=f"{run_id_of(card)} {CODE}")
    seen = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, INCIDENTS))
    assert MARK in seen[-1].text
    assert await chosen_language(world, MARY) == CODE
    await world.slack.click(seen[-1], "check_language", user=MARY, option=f"{run_id_of(card)} vi")
    await world.slack.wait_for(lambda: "GỬI MAIL: KHÔNG ĐƯỢC" in world.slack.ephemerals(MARY, INCIDENTS)[-1].text)
    assert await chosen_language(world, MARY) == "vi"


async def test_its_help_words_ask_for_help_in_every_command(world: World) -> None:
    for command in COMMANDS:
        for typed in ("hjälp mig", "hjalp"):
            outcome = await world.slack.command(f"{command.name} {typed} lang:{CODE}", user=MARY, channel=INCIDENTS)
            assert outcome.error is None
            assert MARK in outcome.ack_text
    assert world.cards() == []
    assert "lang:vi|xx|en" in await world.ask(f"help lang:{CODE}")


async def test_explanations_and_guides_speak_it(world: World) -> None:
    for typed in (f"/ses-explain lang:{CODE} 535 no", f"/ses-guide smtp.auth_required lang:{CODE}"):
        outcome = await world.slack.command(typed, user=MARY, channel=INCIDENTS)
        assert MARK in outcome.ack_text


async def test_a_person_s_slack_may_be_set_to_it(world: World) -> None:
    world.slack.workspace.users[AN].locale = "xx-YY"
    assert MARK in (await _card(world, "prod")).text


async def test_a_target_and_the_defaults_may_be_set_to_it(world: World) -> None:
    path = world.folder / "ses-check.toml"
    path.write_text(path.read_text().replace('language = "vi"', f'language = "{CODE}"'))
    assert MARK in (await _card(world, "viet")).text
    assert MARK not in (await _card(world, "prod", count=2)).text
    path.write_text(f'[defaults]\nlanguage = "{CODE}"\n' + path.read_text())
    world.slack.workspace.users[AN].locale = "en-US"
    assert MARK in (await _card(world, "prod", count=3)).text
