"""A card shows its target as it was when it was asked, whatever happens to the targets file meanwhile."""

from __future__ import annotations

from dataclasses import replace

from bot.lab.slack.workspace import Message
from bot.store import Ask
from tests.handlers.world import AN, INCIDENTS, World, buttons, run_id

ASKED, CHANGED = "eu-central-1", "ap-southeast-1"


def change_targets(world: World) -> None:
    """Give every target another region and another sender."""
    path = world.folder / "ses-check.toml"
    path.write_text(path.read_text().replace(ASKED, CHANGED).replace("noreply@example.com", "noreply@example.org"))
    assert {target.region for target in world.bot.targets.current().targets.values()} == {CHANGED}


def shown(message: Message) -> str:
    return f"{message.text} {message.blocks}"


async def test_progress_and_answer_keep_it_while_the_file_changes(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(lambda: world.silence.calls and world.cards())
    assert ASKED in shown(world.cards()[-1])
    change_targets(world)
    edits = world.calls("chat.update")
    await world.slack.wait_for(lambda: world.calls("chat.update") > edits, timeout=10)
    assert ASKED in shown(world.cards()[-1]) and CHANGED not in shown(world.cards()[-1])
    await world.silence.hang_up()
    card = await world.card()
    assert ASKED in shown(card) and CHANGED not in shown(card)
    assert "example.org" not in shown(card)


async def test_what_is_read_again_keeps_it_and_run_again_asks_the_new_one(world: World) -> None:
    await world.ask("prod lang:en")
    card = await world.card()
    change_targets(world)
    await world.slack.click(card, "check_language", user=AN)
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    assert ASKED in shown(seen[-1]) and CHANGED not in shown(seen[-1])
    first = run_id(card)
    await world.press(card, "check_again", user=AN)
    again = await world.renewed(card, first)
    assert CHANGED in shown(again) and ASKED not in shown(again)


async def test_a_run_whose_target_changed_before_it_began_ends_as_it_was_asked(world: World) -> None:
    asked = Ask("run1", "t1", "", "T0000000001", INCIDENTS, AN, "prod", language="en", region=ASKED)
    accepted = await world.bot.store.accept(replace(asked, sender="noreply@example.com", target_language="en"))
    change_targets(world)
    await world.take_up(accepted.run)
    card = await world.card()
    assert run_id(card) == "run1"
    assert ASKED in shown(card) and CHANGED not in shown(card)
    assert buttons(card) == ["check_again"]


async def test_a_run_that_was_stored_without_its_target_takes_it_from_the_file(world: World) -> None:
    accepted = await world.bot.store.accept(Ask("run1", "t1", "", "T0000000001", INCIDENTS, AN, "prod", language="en"))
    await world.take_up(accepted.run)
    card = await world.card()
    assert ASKED in shown(card) and "check_verify" in buttons(card)
