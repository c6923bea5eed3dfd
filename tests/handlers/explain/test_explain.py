"""Pasted errors explained in Slack: the command, the message shortcut, sharing, and the check that decides."""

from __future__ import annotations

import asyncio
from dataclasses import fields, replace
from typing import Any

import pytest

from bot.explain.explain import explain
from bot.explain.explanation import Explanation
from bot.explain.facts import Facts
from bot.lab.slack.workspace import Message
from bot.languages import LANGUAGES
from bot.words.catalogue import catalogue
from handlers.explain.message_text import collect_words
from handlers.explain.share_token import MOST, SharedExplanation, decode, encode
from handlers.slack.markup import remove_markup
from tests.handlers.world import ALERTS, AN, INCIDENTS, MARY, ON_CALL, PARTNER, World, buttons, run_id

ERROR = "smtplib.SMTPAuthenticationError: (535, b'Authentication Credentials Invalid')"
TOKEN = "xoxb-made-up-example-token"
CALLBACK = "explain_message"


async def ask(world: World, text: str, *, user: str = AN, channel: str = INCIDENTS) -> Message:
    """Type the command; the newest message that only this person sees."""
    seen = len(world.slack.ephemerals(user, channel))
    outcome = await world.slack.command(text, user=user, channel=channel)
    assert outcome.error is None
    await world.slack.wait_for(lambda: len(world.slack.ephemerals(user, channel)) > seen)
    return world.slack.ephemerals(user, channel)[-1]


def shown(message: Message) -> str:
    return f"{message.text} {message.blocks}"


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_only_the_asker_sees_the_explanation(world: World) -> None:
    answer = await ask(world, f"/ses-explain {ERROR} lang:en")
    assert "smtp.credentials_invalid" in shown(answer)
    assert buttons(answer) == ["explain_steps", "explain_check", "explain_share"]
    assert world.slack.messages(INCIDENTS) == []


async def test_the_acknowledgement_holds_the_whole_answer_and_asks_slack_nothing(world: World) -> None:
    outcome = await world.slack.command(f"/ses-explain lang:vi {ERROR}", user=AN, channel=INCIDENTS)
    assert "SMTP" in outcome.ack_text
    assert outcome.ms < 500
    assert world.slack.requests == [
        r for r in world.slack.requests if r.method in ("auth.test", "apps.connections.open")
    ]


@pytest.mark.parametrize("text", ["", "help", "lang:en"])
async def test_without_a_text_it_says_how_to_ask(world: World, text: str) -> None:
    assert "/ses-explain" in (await ask(world, f"/ses-explain {text}")).text


async def test_it_answers_where_the_bot_is_no_member(world: World) -> None:
    answer = await ask(world, f"/ses-explain lang:en {ERROR}", channel=ON_CALL)
    assert "smtp.credentials_invalid" in shown(answer)


async def test_another_provider_gets_no_check(world: World) -> None:
    text = "535 5.7.8 Username and Password not accepted. https://support.google.com/mail/?p=BadCredentials - gsmtp"
    answer = await ask(world, f"/ses-explain lang:en {text}")
    assert "Gmail" in answer.text
    assert "explain_check" not in buttons(answer)


@pytest.mark.parametrize("text", [f"public {ERROR}", f"{ERROR} public lang:en"])
async def test_public_shares_it_in_the_channel(world: World, text: str) -> None:
    await world.slack.command(f"/ses-explain {text}", user=AN, channel=INCIDENTS)
    [message] = await world.slack.wait_for(lambda: world.slack.messages(INCIDENTS))
    assert "smtp.credentials_invalid" in shown(message)
    assert "asked by an" in str(message.blocks) or "an hỏi" in str(message.blocks)
    assert "explain_share" not in buttons(message)


async def test_public_goes_by_the_response_url_where_the_bot_is_no_member(world: World) -> None:
    await world.slack.command(f"/ses-explain public {ERROR}", user=MARY, channel=ON_CALL)
    [message] = await world.slack.wait_for(lambda: world.slack.messages(ON_CALL))
    assert "smtp.credentials_invalid" in shown(message)


async def test_the_shortcut_answers_in_the_thread_and_can_be_shared_there(world: World) -> None:
    parent = await world.slack.say("mail is down", user=MARY, channel=INCIDENTS)
    reply = await world.slack.say(ERROR, user=MARY, channel=INCIDENTS, thread_ts=parent.ts)
    assert (await world.slack.shortcut(CALLBACK, reply, user=AN)).error is None
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert answer.thread_ts == parent.ts
    assert "smtp.credentials_invalid" in shown(answer)
    await world.slack.click(answer, "explain_share", user=AN)
    found = await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if m.by_bot])
    assert found[0].thread_ts == parent.ts
    assert "smtp.credentials_invalid" in shown(found[0])


async def test_a_message_without_a_thread_is_answered_in_the_channel_and_shared_below_it(world: World) -> None:
    message = await world.slack.say(ERROR, user=MARY, channel=INCIDENTS)
    await world.slack.shortcut(CALLBACK, message, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert answer.thread_ts is None
    await world.slack.click(answer, "explain_share", user=AN)
    found = await world.slack.wait_for(lambda: [m for m in world.slack.messages(INCIDENTS) if m.by_bot])
    assert found[0].thread_ts == message.ts


async def test_sharing_twice_posts_once_and_takes_the_button_away(world: World) -> None:
    answer = await ask(world, f"/ses-explain {ERROR} lang:en")
    await asyncio.gather(*(world.slack.click(answer, "explain_share", user=AN) for _ in range(3)))
    await world.slack.wait_for(lambda: "Shared." in answer.text)
    assert "explain_share" not in buttons(answer) and "explain_steps" in buttons(answer)
    assert len([m for m in world.slack.messages(INCIDENTS) if m.by_bot]) == 1


async def test_all_steps_open_in_one_form_and_turn_pages(world: World) -> None:
    answer = await ask(world, f"/ses-explain {ERROR} for noreply@example.com lang:en")
    await world.slack.click(answer, "explain_steps", user=AN)
    view = await world.modal(AN)
    assert "explain_steps_form_cli" in str(view.body["blocks"])
    first = str(view.body["blocks"])
    await world.slack.click(view, "explain_steps_form_console", user=AN)
    await world.slack.wait_for(lambda: str(view.body["blocks"]) != first)
    await world.slack.click(view, "explain_steps_page", user=AN)
    await world.slack.wait_for(lambda: "explain_steps_page_back" in str(view.body["blocks"]))


async def test_an_only_target_is_named_on_the_button(world: World) -> None:
    answer = await ask(world, f"/ses-explain {ERROR} lang:en", channel=ON_CALL)
    assert "Check it on …" in str(answer.blocks)
    (world.folder / "ses-check.toml").write_text(
        "[targets.prod]\nregion = 'eu-central-1'\nfrom = 'noreply@example.com'\nendpoint_url = 'http://127.0.0.1:9'\n"
    )
    await world.slack.wait_for(lambda: len(world.bot.targets.current().targets) == 1)
    answer = await ask(world, f"/ses-explain {ERROR} lang:en")
    assert "Check it on prod" in str(answer.blocks)


async def test_the_shortcut_answers_where_the_bot_is_no_member(world: World) -> None:
    message = await world.slack.say(ERROR, user=MARY, channel=ON_CALL)
    await world.slack.shortcut(CALLBACK, message, user=MARY)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(MARY, ON_CALL))
    assert "smtp.credentials_invalid" in shown(answer)


async def test_the_shortcut_on_a_message_without_words_says_so(world: World) -> None:
    message = await world.slack.say(" ", user=MARY, channel=INCIDENTS)
    await world.slack.shortcut(CALLBACK, message, user=AN)
    [answer] = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS))
    assert answer.text in [catalogue(language)("explain.refused.empty") for language in LANGUAGES]


async def test_check_it_on_weighs_the_suspects_on_the_card(world: World) -> None:
    answer = await ask(world, f"/ses-explain lang:en {ERROR}")
    await world.slack.click(answer, "explain_check", user=AN)
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if m.ts != answer.ts])
    # Only those that this person may check here.
    elements = [e for b in seen[0].blocks if b["type"] == "actions" for e in b["elements"]]
    assert [element["text"]["text"] for element in elements] == ["prod", "viet", "slow"]
    await world.slack.click(seen[0], "explain_target_0_0", user=AN)
    card = await world.card()
    say = catalogue("vi")
    assert say("card.suspected") in str(card.blocks)
    assert say("card.suspect.open", cause=say("cause.smtp.credentials_invalid")) in str(card.blocks)
    stored = await world.bot.store.get(run_id(card))
    assert stored is not None and "smtp.credentials_invalid" in stored.ask.suspects
    for action in ("check_again", "check_verify"):
        before = run_id(card)
        await world.press(card, action, user=AN)
        await world.renewed(card, before)
        assert say("card.suspected") in str(card.blocks)


async def test_nobody_is_offered_a_check_that_would_be_refused(world: World) -> None:
    first = await ask(world, f"/ses-explain lang:en {ERROR}", channel=PARTNER)
    # Slack is asked about the channel only now.
    await world.slack.click(first, "explain_check", user=AN)
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, PARTNER) if m.ts != first.ts])
    assert "prod" not in shown(seen[-1])
    answer = await ask(world, f"/ses-explain lang:en {ERROR}", channel=PARTNER)
    assert "explain_steps" in buttons(answer) and "explain_check" not in buttons(answer)


async def test_a_forged_target_is_guarded_like_every_other(world: World) -> None:
    answer = await ask(world, f"/ses-explain lang:en {ERROR}")
    await world.slack.click(answer, "explain_check", user=AN)
    seen = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if m.ts != answer.ts])
    element = next(e for b in seen[0].blocks if b["type"] == "actions" for e in b["elements"])
    element["value"] = "guarded smtp.credentials_invalid"
    await world.slack.click(seen[0], element["action_id"], user=AN)
    said = await world.slack.wait_for(lambda: world.slack.ephemerals(AN, INCIDENTS)[len(seen) + 1 :])
    assert f"<#{ALERTS}>" in said[-1].text
    assert world.cards() == []


def result_of(text: str) -> Explanation:
    result = explain(text)
    assert isinstance(result, Explanation)
    return result


@pytest.mark.parametrize(
    "text", [ERROR, "nothing that anybody knows", "535 5.7.8 Username and Password not accepted gsmtp"]
)
def test_an_explanation_travels_in_a_button(text: str) -> None:
    carried = SharedExplanation(result_of(text), "1700000000.000100", "vi")
    assert decode(encode(carried)) == carried


def test_every_fact_travels_as_it_was() -> None:
    tried: dict[str, Any] = {f.name: f.default if f.default == () else f"made-up-{f.name}" for f in fields(Facts)}
    tried |= {name: ("one", "two") for name, value in tried.items() if value == ()}
    tried |= {"reply_code": 535, "port": 587}
    carried = SharedExplanation(replace(result_of(ERROR), facts=Facts(**tried)))
    assert decode(encode(carried)) == carried


def test_facts_that_do_not_fit_stay_behind() -> None:
    result = result_of(ERROR)
    long = replace(result, facts=replace(result.facts, identities=tuple(f"user{n}@example.com" for n in range(200))))
    value = encode(SharedExplanation(long))
    assert len(value) <= MOST
    kept = decode(value)
    assert kept is not None and kept.result.causes == result.causes


@pytest.mark.parametrize("value", ["", "{}", "[]", "null", "x", '{"thread":"","verdict":"sure"}'])
def test_a_foreign_value_carries_nothing(value: str) -> None:
    assert decode(value) is None


def test_markup_of_slack_is_undone() -> None:
    text = (
        "from <mailto:a@example.com|a@example.com> see <https://example.com/x|example.com/x> or <https://example.com>"
    )
    assert remove_markup(text) == "from a@example.com see example.com/x or https://example.com"


def test_collect_words_an_app_message_come_from_blocks_and_attachments() -> None:
    message = {
        "text": "",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "535 in a block"}}],
        "attachments": [{"fallback": "alert", "fields": [{"title": "error", "value": "554 in a field"}]}],
    }
    assert collect_words(message) == "535 in a block\nalert\nerror\n554 in a field"


def test_collect_words_a_person_are_not_doubled() -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "535"}]}],
    }
    assert collect_words({"text": "535 failed", "blocks": [rich]}) == "535 failed"


@pytest.mark.parametrize("message", [None, [], "x", {"blocks": "x", "attachments": 5}, {"text": {"a": 1}}])
def test_a_message_of_any_shape_has_words_or_none(message: object) -> None:
    assert isinstance(collect_words(message), str)


async def test_all_steps_are_acknowledged_however_slow_slack_is(world: World) -> None:
    answer = await ask(world, f"/ses-explain {ERROR}")
    world.slack.faults.stall("users.info", 5)
    assert (await world.slack.click(answer, "explain_steps", user=MARY)).error is None
