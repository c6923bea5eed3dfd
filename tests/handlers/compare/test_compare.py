"""/ses-compare through Bolt and the lab's Slack: pasted pairs, one against the channel's last run, the dialog."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.compare.snapshot import encode_snapshot
from bot.core.model import Vantage
from bot.render.json.snapshot import write_snapshot
from tests.handlers.world import ALERTS, AN, INCIDENTS, MARY, PARTNER, World
from tests.render.places import PROBED, SEEN

A, B = write_snapshot(SEEN), write_snapshot(PROBED)
LOST = "Only web-5d8f cannot reach port 587."


async def typed(world: World, text: str, *, user: str = AN, channel: str = INCIDENTS) -> str:
    outcome = await world.slack.command(f"/ses-compare {text}", user=user, channel=channel)
    assert outcome.error is None
    return outcome.ack_text


def whispered(world: World, user: str = AN, channel: str = INCIDENTS) -> str:
    """All that only this person sees there."""
    return json.dumps([[m.text, m.blocks] for m in world.slack.ephemerals(user, channel)], ensure_ascii=False)


async def heard(world: World, part: str, user: str = AN, channel: str = INCIDENTS) -> str:
    await world.slack.wait_for(lambda: part in whispered(world, user, channel))
    return whispered(world, user, channel)


@pytest.mark.parametrize(
    "text",
    [
        f"{A}{B}",
        f"lang:en\n```{A}```\n```json\n{B}```",
        (A + "\n" + B).replace('"', "\u201c"),
        (A + B).replace("<", "&lt;").replace("email-smtp", "\n\u200bemail-smtp"),
    ],
)
async def test_two_objects_are_compared_for_one_person(world: World, text: str) -> None:
    await typed(world, f"{text} lang:en")
    told = await heard(world, LOST)
    assert "clock of web-5d8f is 7 min slow" in told
    assert "AKIAIOSFODNN7EXAMPLE" not in told
    assert world.slack.messages(INCIDENTS) == []


async def test_public_shows_it_to_all_with_ids_masked(world: World) -> None:
    other = write_snapshot(replace(PROBED, keys={"smtp": "AKIAI44QH8DHBEXAMPLE"}))
    await typed(world, f"public lang:en {A}{other}")
    seen = await world.slack.wait_for(lambda: world.slack.messages(INCIDENTS))
    words = json.dumps(seen[-1].blocks, ensure_ascii=False)
    assert LOST in words and "AKIA\u2026MPLE" in words and "an" in words
    assert "AKIAI44QH8DHBEXAMPLE" not in words and "AKIAIOSFODNN7EXAMPLE" not in words


async def test_one_object_is_compared_with_the_last_run_of_this_channel(world: World) -> None:
    await world.ask("prod lang:en")
    await world.card()
    await typed(world, f"{B} lang:en")
    told = await heard(world, "web-5d8f")
    assert "What differs" in told or "differ" in told
    # In another channel there is no run, and another's private run is not told.
    await typed(world, f"{B} lang:en", channel=ALERTS)
    assert "No check of `prod` in this channel" in await heard(world, "No check of", channel=ALERTS)


async def test_a_private_run_of_somebody_else_is_not_compared_with(world: World) -> None:
    await world.ask("prod private lang:en", user=MARY)
    await world.slack.wait_for(lambda: "CAN SEND" in whispered(world, MARY))
    await typed(world, f"{B} lang:en")
    await heard(world, "No check of")
    await typed(world, f"{B} lang:en", user=MARY)
    await heard(world, "web-5d8f", MARY)


async def test_who_may_not_check_a_target_learns_nothing_of_its_runs(world: World) -> None:
    await typed(world, f"{write_snapshot(replace(PROBED, target='mine'))} lang:en")
    told = await heard(world, "mine")
    assert "What differs" not in told and "web-5d8f" not in told


async def test_nothing_of_ours_is_shown_to_another_organisation(world: World) -> None:
    await typed(world, f"{B} lang:en", channel=PARTNER)
    await world.slack.wait_for(lambda: world.slack.ephemerals(AN, PARTNER))
    assert "What differs" not in whispered(world, channel=PARTNER)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{A}{B[:200]}", "The second object is damaged"),
        (f"{A}{{}}", "The second object is another kind of JSON"),
        ("hello", "What you pasted holds no JSON object"),
        (A + B + A, "These are 3 objects"),
        ("help", "ses-check probe TARGET --format json"),
    ],
)
async def test_what_cannot_be_used_is_said_with_which_and_why(world: World, text: str, told: str) -> None:
    await typed(world, f"{text} lang:en")
    await heard(world, told)


async def test_the_dialog_keeps_what_is_wrong_and_shows_what_is_right(world: World) -> None:
    await typed(world, "lang:en")
    view = await world.modal(AN)
    outcome = await world.slack.submit(view, {"first": A, "second": B[:100]}, user=AN)
    assert "The second object is damaged" in outcome.errors["second"]
    assert world.slack.modal(AN) is view
    outcome = await world.slack.submit(view, {"first": B, "second": ""}, user=AN)
    assert "No check of prod" in outcome.errors["second"]
    outcome = await world.slack.submit(view, {"first": A, "second": B}, user=AN)
    assert outcome.errors == {} and outcome.error is None
    shown = world.slack.modal(AN)
    assert shown is not None and LOST in json.dumps(shown.body, ensure_ascii=False)
    assert "submit" not in shown.body


async def test_the_dialog_of_public_answers_in_its_channel(world: World) -> None:
    await typed(world, "public lang:vi")
    view = await world.modal(AN)
    await world.slack.submit(view, {"first": A + B}, user=AN)
    seen = await world.slack.wait_for(lambda: world.slack.messages(INCIDENTS))
    assert "Chỉ web-5d8f" in json.dumps(seen[-1].blocks, ensure_ascii=False)
    assert world.slack.modal(AN) is None


async def test_the_dialog_with_one_object_takes_the_last_run(world: World) -> None:
    await world.ask("prod lang:en")
    await world.card()
    await typed(world, "lang:en")
    view = await world.modal(AN)
    outcome = await world.slack.submit(view, {"first": B}, user=AN)
    assert outcome.errors == {}
    assert "web-5d8f" in await heard(world, "web-5d8f")


async def test_a_whole_answer_counts_too(world: World) -> None:
    whole = {
        "schema": "ses-check/1",
        **{k: v for k, v in encode_snapshot(SEEN).items() if k in ("target", "region", "vantage")},
    }
    whole["seen"] = encode_snapshot(replace(SEEN, vantage=Vantage("bot", "", "")))
    await typed(world, f"{json.dumps(whole)}{B} lang:en")
    await heard(world, LOST)
