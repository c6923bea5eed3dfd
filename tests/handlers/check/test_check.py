"""The command, from Slack to the card: /ses-check."""

from __future__ import annotations

import asyncio

import pytest

from bot.lab.slack.workspace import BOT_USER_ID
from bot.request.flags import LANG
from handlers.slack.people import LATELY
from tests.handlers.world import (
    ALERTS,
    AN,
    AN_DIRECT,
    INCIDENTS,
    MARY,
    ON_CALL,
    OUTSIDER,
    PARTNER,
    World,
    buttons,
    run_id,
)


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_one_card_that_ends_with_the_answer(world: World) -> None:
    outcome = await world.slack.command("/ses-check prod lang:en", user=AN, channel=INCIDENTS)
    assert (outcome.error, outcome.ack_text) == (None, "")
    card = await world.card()
    assert "CAN SEND: NO" in card.text
    assert buttons(card) == ["check_fix", "check_verify", "check_details", "check_language", "check_more"]
    assert world.calls("chat.postMessage") == 1
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None
    await world.slack.wait_for(lambda: not world.bot.busy)
    delivered = await world.bot.store.get(run_id(card))
    assert delivered is not None and delivered.state == "delivered"


async def test_the_acknowledgement_asks_slack_nothing(world: World) -> None:
    for method in ("users.info", "conversations.info", "chat.postMessage"):
        world.slack.faults.stall(method, 0.15)
    outcome = await world.slack.command("/ses-check prod", user=AN, channel=INCIDENTS)
    assert outcome.ms < 100
    await world.card()


async def test_a_card_in_a_channel_shortens_ids(world: World) -> None:
    await world.ask("prod")
    card = await world.card()
    assert "ASIAI44QH8DHBEXAMPLE" not in str(card.blocks) + card.text
    assert "made up secret" not in str(card.blocks) + card.text


async def test_a_redelivered_command_is_one_run(world: World) -> None:
    await world.ask("prod")
    command = world.slack.delivery.sent[-1]
    again = await world.slack.delivery.redeliver(command)
    assert again.error is None
    await world.card()
    assert (await world.slack.delivery.redeliver(command)).error is None
    await asyncio.sleep(0.1)
    assert len(world.cards()) == 1


async def test_the_same_question_joins_the_run_under_way(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(lambda: world.cards())
    await world.ask("slow lang:en", user=MARY)
    assert f"<@{AN}>" in await world.told(MARY)
    await world.silence.hang_up()
    card = await world.card()
    assert len(world.cards()) == 1
    assert "also mary" in str(card.blocks)


async def test_a_private_asker_shares_the_look_but_not_the_card(world: World) -> None:
    await world.ask("slow lang:en")
    await world.slack.wait_for(lambda: world.silence.calls == 1)
    await world.ask("slow lang:en private", user=MARY)
    assert world.silence.calls == 1
    await world.silence.hang_up()
    await world.card()
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(MARY, INCIDENTS) if buttons(m)])
    assert len(seen) == 1


async def test_a_finished_run_is_never_used_again(world: World) -> None:
    await world.ask("prod")
    first = run_id(await world.card())
    await world.slack.wait_for(lambda: not world.bot.busy)
    await world.ask("prod")
    assert run_id(await world.card(count=2)) != first


async def test_a_private_answer_is_seen_by_one_person_and_in_full(world: World) -> None:
    await world.ask("prod private lang:en")
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    assert "ASIAI44QH8DHBEXAMPLE" in str(seen[-1].blocks)
    assert world.cards() == []
    assert world.calls("response_url") <= 5


@pytest.mark.parametrize("channel", [ALERTS, ON_CALL])
async def test_where_the_bot_is_no_member_the_response_url_answers(world: World, channel: str) -> None:
    world.slack.workspace.scopes.discard("chat:write.public")
    await world.ask("slow lang:en", channel=channel)
    assert "The answer follows here" in await world.told(AN, channel)
    await world.silence.hang_up()
    await world.slack.wait_for(lambda: [m for m in world.slack.messages(channel) if buttons(m)])
    assert len(world.slack.messages(channel)) == 1
    assert "Invite me, and it will: `/invite @SES Check`" in str(world.slack.messages(channel)[0].blocks)
    assert world.calls("response_url") == 2


async def test_a_public_channel_without_invitation(world: World) -> None:
    await world.ask("prod", channel=ALERTS)
    await world.card(ALERTS)
    assert BOT_USER_ID not in world.slack.workspace.channels[ALERTS].members


async def test_a_direct_message_is_private(world: World) -> None:
    await world.ask("prod lang:en", channel=AN_DIRECT)
    card = await world.card(AN_DIRECT)
    assert "ASIAI44QH8DHBEXAMPLE" in str(card.blocks)


async def test_a_channel_shared_with_others_gets_a_private_refusal(world: World) -> None:
    await world.ask("prod lang:en", channel=PARTNER)
    assert "shared with another organization" in await world.told(AN, PARTNER)
    await world.slack.wait_for(lambda: not world.bot.busy)
    assert world.cards(PARTNER) == []


async def test_a_person_of_another_organization_is_refused(world: World) -> None:
    await world.ask("prod lang:en", user=OUTSIDER)
    words = await world.told(OUTSIDER)
    assert "only members of the organization" in words
    # They have no internal channel to go to.
    assert "internal channel" not in words
    await world.ask("nonsense", user=OUTSIDER)
    await asyncio.sleep(0.1)
    assert all("prod" not in m.text for m in world.slack.ephemerals(OUTSIDER, INCIDENTS))
    assert world.cards() == []


async def test_a_long_name_is_repeated_in_short(world: World) -> None:
    await world.ask("x" * 3000 + " lang:en")
    words = await world.told(AN)
    assert "x" * 79 in words
    assert "x" * 80 not in words


async def test_an_unknown_target_names_near_ones_that_may_be_checked_here(world: World) -> None:
    await world.ask("prdo lang:en")
    words = await world.told(AN)
    assert "Did you mean: `prod`" in words
    assert "`viet`" in words
    assert "guarded" not in words
    assert "mine" not in words


@pytest.mark.parametrize(
    ("text", "user", "there", "not_there"),
    [
        ("guarded lang:en", AN, ["`guarded` may not be checked in this channel", f"<#{ALERTS}>"], [ON_CALL]),
        ("mine lang:en", AN, ["only by certain people"], [MARY]),
        ("broken lang:en", AN, ["`broken` cannot be checked", "targets.broken.app.secret_access_key"], []),
    ],
)
async def test_a_refusal_is_private_and_says_why(
    world: World, text: str, user: str, there: list[str], not_there: list[str]
) -> None:
    await world.ask(text, user=user)
    words = await world.told(user)
    assert all(part in words for part in there)
    assert not any(part in words for part in not_there)
    assert world.cards() == []


async def test_who_is_allowed_is_answered(world: World) -> None:
    await world.ask("mine lang:en", user=MARY)
    await world.card()
    await world.ask("guarded lang:en", channel=ALERTS)
    await world.card(ALERTS)


async def test_without_a_name_the_person_chooses_then_the_channel_remembers(world: World) -> None:
    await world.ask("lang:en only:config")
    seen = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert [t for t in ("prod", "viet", "slow") if t in str(seen[-1].blocks)] == ["prod", "viet", "slow"]
    assert "guarded" not in str(seen[-1].blocks)
    await world.slack.click(seen[-1], "check_target_0_0", user=AN)
    card = await world.card()
    assert "CAN SEND" in card.text
    await world.slack.wait_for(lambda: not world.bot.busy)
    await world.ask("lang:en")
    await world.card(count=2)


async def test_help_and_what_is_not_understood(world: World) -> None:
    await world.ask("help")
    assert "/ses-check prod private" in await world.told(AN)
    await world.ask("prod lang:fr", user=MARY)
    assert ", ".join(LANG.choices) in await world.told(MARY)


async def test_without_its_database_the_bot_starts_nothing_and_says_so(world: World) -> None:
    await world.bot.store.close()
    (world.folder / "data" / "runs.db").unlink()
    (world.folder / "data" / "runs.db").mkdir()
    assert "nothing was started" in await world.ask("prod lang:en")
    assert world.cards() == []


async def test_a_locale_chosen_in_slack_counts_for_the_next_question(world: World) -> None:
    world.slack.workspace.users[AN].locale = "en-US"
    await world.ask("prod")
    assert "CAN SEND" in (await world.card()).text
    await world.slack.wait_for(lambda: not world.bot.busy)
    await asyncio.sleep(LATELY)
    world.slack.workspace.users[AN].locale = "vi-VN"
    await world.ask("prod")
    assert "GỬI MAIL" in (await world.card(count=2)).text
    await world.slack.wait_for(lambda: not world.bot.busy)
    await asyncio.sleep(LATELY)
    world.slack.workspace.users[AN].locale = "en-US"
    await world.ask("prod private")
    [private] = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    assert "CAN SEND" in private.text


async def test_a_slow_look_for_the_locale_delays_no_known_persons_card(world: World) -> None:
    await world.ask("slow")
    await world.slack.wait_for(lambda: world.cards())
    await asyncio.sleep(LATELY)
    world.slack.faults.stall("users.info", 5)
    await world.ask("prod")
    await world.slack.wait_for(lambda: len(world.cards()) == 2, timeout=1)
    await world.card(count=2)
