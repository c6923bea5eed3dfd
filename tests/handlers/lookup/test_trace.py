"""/ses-trace in Slack: private unless asked otherwise, addresses masked in a channel, a reason where there are no events."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.evidence.message_trace import EXAMPLE_ID
from tests.handlers.staged import staged
from tests.handlers.world import AN, INCIDENTS, MARY, OUTSIDER, World, buttons

DIAGNOSTIC = "smtp; 550 5.1.1"


@pytest.mark.parametrize(
    "typed",
    [
        f"{EXAMPLE_ID} prod",
        f"prod {EXAMPLE_ID}",
        f"<{EXAMPLE_ID}@eu-central-1.amazonses.com>",
        f"&lt;{EXAMPLE_ID}@eu-central-1.amazonses.com&gt;",
        f"Message-ID: <mailto:{EXAMPLE_ID}@eu-central-1.amazonses.com|{EXAMPLE_ID}@eu-central-1.amazonses.com>",
    ],
)
async def test_only_the_asker_sees_what_became_of_each_recipient(typed: str) -> None:
    async with staged("message-trace") as lab:
        await lab.type(f"/ses-trace {typed} lang:en")
        answer = await lab.told("4 recipients")
        shown = str(answer.blocks)
        for said in ("an@example.net", "no-one@example.net", "hard bounce", DIAGNOSTIC, "marked as spam", "2 times"):
            assert said in shown
        assert lab.slack.messages(INCIDENTS) == []


async def test_in_a_channel_addresses_are_masked_in_server_words_too() -> None:
    async with staged("message-trace") as lab:
        await lab.type(f"/ses-trace {EXAMPLE_ID} public lang:vi")
        answer = await lab.posted()
        shown = f"{answer.text} {answer.blocks}"
        assert "4 người nhận" in answer.text and "mary" in shown
        assert "n…@example.net" in shown and DIAGNOSTIC in shown
        for address in ("an@example.net", "no-one@example.net", "full@example.net", "mary@example.net"):
            assert address not in shown


@pytest.mark.parametrize(
    ("scenario", "typed", "said"),
    [
        ("healthy", EXAMPLE_ID, "Virtual Deliverability Manager is off"),
        ("message-trace", EXAMPLE_ID.replace("0107", "0108"), "knows no mail with this id"),
        ("message-trace", f"{EXAMPLE_ID}@email.amazonses.com", "in us-east-1"),
    ],
)
async def test_without_events_it_says_why(scenario: str, typed: str, said: str) -> None:
    async with staged(scenario) as lab:
        await lab.type(f"/ses-trace {typed} prod lang:en")
        await lab.told(said)
        assert lab.stage.aws.mistakes == []


@pytest.mark.parametrize(
    ("text", "user", "said"),
    [
        ("", MARY, f"/ses-trace {EXAMPLE_ID}"),
        ("help", MARY, "250 Ok"),
        ("12345 prod", MARY, "is no message id of SES"),
        ("<abc@mail.example.com>", MARY, "is no message id of SES"),
        (f"{EXAMPLE_ID}@mail.example.com", MARY, "is no message id of SES"),
        (f"{EXAMPLE_ID} mine lang:en", AN, "only by certain people"),
        (f"{EXAMPLE_ID} prod lang:en", OUTSIDER, "members of the organization"),
    ],
)
async def test_what_is_refused_is_told_privately(world: World, text: str, user: str, said: str) -> None:
    outcome = await world.slack.command(f"/ses-trace {text}", user=user, channel=INCIDENTS)
    assert outcome.error is None
    if said not in outcome.ack_text:
        await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(user, INCIDENTS) if said in m.text])
    await asyncio.sleep(0.05)
    assert world.cards() == []


async def test_without_a_target_it_offers_those_that_may_be_asked(world: World) -> None:
    await world.slack.command(f"/ses-trace {EXAMPLE_ID} lang:en", user=AN, channel=INCIDENTS)
    [choice] = await world.slack.wait_for(lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if buttons(m)])
    await world.slack.click(choice, buttons(choice)[0], user=AN)
    said = "could not be reached"
    await world.slack.wait_for(
        lambda: [m for m in world.slack.ephemerals(AN, INCIDENTS) if said in f"{m.text}{m.blocks}"], timeout=20
    )
