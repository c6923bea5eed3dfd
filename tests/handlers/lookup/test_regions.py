"""/ses-regions in Slack: who may ask, where the answer goes, and that it fits what Slack takes."""

from __future__ import annotations

import asyncio

import pytest

from bot.lab.aws import Fault, Stalled
from bot.lab.slack.workspace import Message
from handlers.app.reply import LATE
from tests.handlers.staged import staged
from tests.handlers.world import ALERTS, AN, INCIDENTS, MARY, MARY_DIRECT, ON_CALL, OUTSIDER, PARTNER, World, buttons


def table(message: Message) -> list[list[str]]:
    found = [block["rows"] for block in message.blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in found[0]]


async def test_the_channel_sees_where_it_is_verified() -> None:
    async with staged("verified-elsewhere") as lab:
        await lab.type("/ses-regions prod lang:en")
        answer = await lab.posted()
        assert "example.com is verified in us-east-1, but prod uses eu-central-1." in answer.text
        assert [row[:2] for row in table(answer)] == [
            ["Region", "Verified"],
            ["eu-central-1", "not there"],
            ["us-east-1", "yes"],
        ]
        assert "mary" in str(answer.blocks)
        assert [c.name for c in lab.stage.aws.calls].count("sesv2.GetAccount") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/ses-regions lang:en example.com", "example.com is verified in eu-central-1"),
        ("/ses-regions example.net prod lang:en", "example.net is verified in none of these regions"),
        ("/ses-regions production news.example.com lang:en", "example.com is verified in eu-central-1"),
        ("/ses-regions prod lang:vi", "đúng region mà prod dùng"),
    ],
)
async def test_any_identity_in_any_order(text: str, said: str) -> None:
    async with staged("healthy") as lab:
        await lab.type(text)
        assert said in (await lab.posted()).text


async def test_privately_only_the_asker_sees_it() -> None:
    async with staged("healthy") as lab:
        await lab.type("/ses-regions prod private lang:en")
        await lab.told("the region that prod uses")
        await lab.type("/ses-regions prod lang:en", channel=MARY_DIRECT)
        await lab.told("the region that prod uses", channel=MARY_DIRECT)
        assert lab.slack.messages(INCIDENTS) == []


async def test_where_the_bot_is_no_member_it_answers_by_the_commands_address() -> None:
    async with staged("healthy") as lab:
        await lab.type("/ses-regions prod lang:en", channel=ON_CALL)
        assert "the region that prod uses" in (await lab.posted(channel=ON_CALL)).text


@pytest.mark.parametrize("command", ["/ses-regions prod lang:en", "/ses-check prod lang:en"])
async def test_a_quick_answer_stands_alone(command: str) -> None:
    async with staged("healthy") as lab:
        ack = await lab.type(command, channel=ON_CALL)
        await lab.posted(channel=ON_CALL)
        assert not ack
        assert not lab.slack.ephemerals(MARY, ON_CALL)


async def test_a_late_answer_is_announced_once() -> None:
    async with staged("healthy") as lab:
        lab.stage.aws.faults.rules.append(Fault("sesv2.GetAccount", Stalled(LATE + 0.5)))
        await lab.type("/ses-regions prod lang:en")
        await lab.posted()
        [announced] = lab.slack.ephemerals(MARY, INCIDENTS)
        assert "The answer follows" in announced.text


async def test_where_slack_takes_no_table_the_same_stands_in_rows() -> None:
    async with staged("healthy") as lab:
        lab.slack.faults.error("chat.postMessage", "invalid_blocks")
        lab.slack.faults.error("response_url", "invalid_blocks")
        await lab.type("/ses-regions prod lang:en")
        answer = await lab.posted()
        assert "the region that prod uses" in answer.text


async def test_a_bot_that_is_stopped_meanwhile_still_answers() -> None:
    async with staged("healthy") as lab:
        lab.stage.aws.faults.rules.append(Fault("sesv2.GetAccount", Stalled(1.0)))
        await lab.type("/ses-regions prod lang:en")
        await lab.slack.wait_for(lambda: any(c.operation == "GetAccount" for c in lab.stage.aws.calls))
        await lab.bot.stop(grace=10)
        assert "the region that prod uses" in (await lab.posted()).text


@pytest.mark.parametrize(
    ("text", "user", "channel", "said"),
    [
        ("mine", AN, INCIDENTS, "only by certain people"),
        ("guarded", AN, INCIDENTS, f"<#{ALERTS}>"),
        ("nowhere", AN, INCIDENTS, "no target"),
        ("broken", AN, INCIDENTS, "mistakes"),
        ("prod exa_mple..com", AN, INCIDENTS, "neither a target nor a domain"),
        ("prod a b", MARY, INCIDENTS, "not more"),
        ("prod only:smtp", MARY, INCIDENTS, "only:smtp` is not understood"),
        ("help", AN, INCIDENTS, "/ses-regions prod example.com"),
        ("prod", OUTSIDER, INCIDENTS, "members of the organization"),
        ("prod", AN, PARTNER, "shared with another organization"),
    ],
)
async def test_what_is_refused_is_told_privately_and_asks_nobody(
    world: World, text: str, user: str, channel: str, said: str
) -> None:
    outcome = await world.slack.command(f"/ses-regions {text} lang:en", user=user, channel=channel)
    assert outcome.error is None
    if said not in outcome.ack_text:
        await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(user, channel) if said in m.text])
    await asyncio.sleep(0.05)
    assert world.cards(channel) == []


async def test_without_a_target_it_offers_those_that_may_be_asked(world: World) -> None:
    await world.slack.command("/ses-regions example.org lang:en", user=AN, channel=INCIDENTS)
    [choice] = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    assert choice.text.startswith("For which target?")
    await world.slack.click(choice, buttons(choice)[0], user=AN)
    answer = await world.slack.wait_for(lambda: world.cards(), timeout=15)
    # Nobody listens where this target's AWS should be.
    assert "No region told where example.org is verified" in answer[0].text
    assert "All regions: AWS's endpoint" in answer[0].text


async def test_a_redelivered_command_is_answered_once(world: World) -> None:
    await world.slack.command("/ses-regions prod lang:en", user=AN, channel=INCIDENTS)
    await world.slack.delivery.redeliver(world.slack.delivery.sent[-1])
    await world.slack.wait_for(lambda: world.cards(), timeout=15)
    await asyncio.sleep(0.2)
    assert len(world.cards()) == 1
