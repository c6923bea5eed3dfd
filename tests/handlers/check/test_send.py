"""A simulated mail: nothing is stored or started before a person submits the dialog, and a dialog is good for one run."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.lab.slack.workspace import View
from bot.request.check import CheckRequest
from bot.store import Ask
from bot.words.catalogue import catalogue
from handlers.check.send_dialog import PendingSend, decode_request, encode_request
from tests.handlers.staged import staged
from tests.handlers.world import AN, INCIDENTS, MARY, MARY_DIRECT, World, buttons, run_id
from tests.render.slack_limits import texts, view_faults

ADDRESS = "recipient-of-a-test@example.com"


async def opened(world: World, text: str = "mail send:success lang:en", channel: str = INCIDENTS) -> View:
    await world.ask(text, user=MARY, channel=channel)
    return await world.modal(MARY)


def words(view: View) -> str:
    return " ".join(texts(view.body))


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_the_dialog_says_what_will_happen_and_starts_nothing(world: World) -> None:
    view = await opened(world)
    for said in ("noreply@example.com", "success@simulator.amazonses.com", "daily quota", "billed", "Send the mail"):
        assert said in words(view)
    assert await world.bot.store.list_unfinished() == []
    await world.slack.close_modal(view, user=MARY)
    await asyncio.sleep(0.05)
    assert (world.cards(), world.silence.calls) == ([], 0)


async def test_one_mail_is_sent_and_its_id_told() -> None:
    async with staged("simulator-send") as lab:
        await lab.type("/ses-check prod send:ooto lang:en")
        await lab.slack.wait_for(lambda: lab.slack.modal(MARY))
        view = lab.slack.modal(MARY)
        assert view is not None
        await lab.slack.submit(view, user=MARY)
        await lab.slack.wait_for(lambda: any("CAN SEND" in m.text for m in lab.slack.messages(INCIDENTS)), timeout=20)
        [mail] = [message for dialogue in lab.stage.dialogues for message in dialogue.messages]
        assert mail.recipients[0].startswith("ooto+")
        assert "ooto+" in str(lab.slack.messages(INCIDENTS)[-1].blocks)


async def test_a_run_that_claimed_its_mail_before_a_crash_does_not_send_it_again() -> None:
    async with staged("simulator-send") as lab:
        ask = Ask("run1", "t1", "", "T0000000001", INCIDENTS, MARY, "prod", simulate="success", language="en")
        await lab.bot.store.accept(ask)
        assert await lab.bot.store.claim("run1")
        await lab.restart()
        await lab.slack.wait_for(lambda: any("CAN SEND" in m.text for m in lab.slack.messages(INCIDENTS)), timeout=20)
        assert lab.stage.dialogues
        assert not [message for dialogue in lab.stage.dialogues for message in dialogue.messages]
        assert catalogue("en")("check.smtp.send") in str(lab.slack.messages(INCIDENTS)[-1].blocks)


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_submitted_it_is_a_run_in_the_channel(world: World) -> None:
    view = await opened(world, f"mail send:bounce to:{ADDRESS} only:smtp lang:en")
    assert (await world.slack.submit(view, user=MARY)).error is None
    await world.silence.hang_up()
    card = await world.card()
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None
    assert (stored.ask.trigger, stored.ask.simulate, stored.ask.recipient) == (view.id, "bounce", ADDRESS)
    assert (stored.ask.only, stored.ask.language, stored.ask.target) == ("smtp", "en", "mail")
    assert world.slack.modal(MARY) is None
    assert "check_more" in buttons(card)


async def test_a_dialog_submitted_twice_is_one_run(world: World) -> None:
    view = await opened(world)
    await world.slack.submit(view, user=MARY)
    await world.slack.delivery.redeliver(world.slack.delivery.sent[-1])
    await world.silence.hang_up()
    await world.card()
    await asyncio.sleep(0.1)
    assert len(world.cards()) == 1


async def test_run_again_never_sends_again(world: World) -> None:
    view = await opened(world)
    await world.slack.submit(view, user=MARY)
    await world.silence.hang_up()
    card = await world.card()
    await world.slack.wait_for(lambda: not world.bot.busy)
    first = run_id(card)
    await world.press(card, "check_again", user=MARY)
    stored = await world.bot.store.get(run_id(await world.renewed(card, first)))
    assert stored is not None and (stored.ask.simulate, stored.ask.origin) == ("", "again")
    assert world.slack.modal(MARY) is None


async def test_a_private_one_is_for_its_asker_alone(world: World) -> None:
    view = await opened(world, "mail send:success private lang:en")
    assert "Only you see its answer" in words(view)
    await world.slack.submit(view, user=MARY)
    await world.silence.hang_up()
    await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(MARY, INCIDENTS) if buttons(m)], timeout=8)
    assert world.cards() == []


async def test_in_a_direct_message_only_the_asker_sees_it(world: World) -> None:
    view = await opened(world, channel=MARY_DIRECT)
    assert "Only you see its answer" in words(view)
    assert view_faults(view.body) == []
    await world.slack.submit(view, user=MARY)
    await world.silence.hang_up()
    assert await world.card(MARY_DIRECT)


@pytest.mark.parametrize(
    ("text", "user", "said"),
    [
        ("prod send:success", AN, "allow_simulator_send = true"),
        ("nologin send:success", MARY, "no username and password"),
        ("mail send:success", AN, "only by certain people"),
        ("nowhere send:success", MARY, "no target"),
    ],
)
async def test_a_refusal_is_private_and_opens_nothing(world: World, text: str, user: str, said: str) -> None:
    ack = await world.ask(f"{text} lang:en", user=user)
    assert said in (ack or await world.told(user))
    assert world.slack.modal(user) is None
    assert world.calls("views.open") == 0
    assert world.cards() == []


async def test_what_was_switched_off_meanwhile_is_refused_when_it_is_submitted(world: World) -> None:
    view = await opened(world)
    file = world.folder / "ses-check.toml"
    file.write_text(file.read_text().replace("allow_simulator_send = true", "allow_simulator_send = false"))
    await world.slack.wait_for(lambda: not world.bot.targets.current().targets["mail"].allow_simulator_send)
    await world.slack.submit(view, user=MARY)
    assert "allow_simulator_send = true" in await world.told(MARY)
    assert world.cards() == []


async def test_a_dialog_that_slack_refuses_is_told(world: World) -> None:
    world.slack.faults.error("views.open", "expired_trigger_id")
    await world.ask("mail send:success lang:en", user=MARY)
    assert "too late" in await world.told(MARY)
    assert world.cards() == []


async def test_the_list_of_targets_leads_to_the_dialog(world: World) -> None:
    await world.ask("send:success lang:en", user=MARY)
    [choice] = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(MARY, INCIDENTS) if buttons(m)])
    named = {e["text"]["text"]: e["action_id"] for b in choice.blocks if b["type"] == "actions" for e in b["elements"]}
    await world.slack.click(choice, named["mail"], user=MARY)
    assert "success@simulator.amazonses.com" in words(await world.modal(MARY))


async def test_a_recipient_is_not_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="ses_check"):
        await world.ask(f"prod to:{ADDRESS}")
        await world.card()
    assert ADDRESS not in caplog.text


async def test_a_malformed_address_is_not_shown_again(world: World) -> None:
    ack = await world.ask("prod to:hunter2secret lang:en")
    said = ack or await world.told(AN)
    assert "to:name@example.com" in said and "hunter2secret" not in said


def test_a_dialog_carries_its_question_and_no_other() -> None:
    asked = PendingSend(
        "C1", CheckRequest("prod", "vi", "smtp", private=True, recipient="a@b.example", simulate="ooto")
    )
    assert decode_request(encode_request(asked)) == asked


@pytest.mark.parametrize("value", ["", "{}", "[]", "null", "7", '{"channel_id": "C1", "request": {"old": 1}}'])
def test_what_is_none_of_ours_carries_nothing(value: str) -> None:
    assert decode_request(value) is None
