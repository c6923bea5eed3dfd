"""Help, asked for in Vietnamese in every command, as Slack shows it."""

from __future__ import annotations

import pytest

from bot.request.commands import CHECK, COMMANDS, COMPARE, EXPLAIN, GUIDE, REGIONS, TRACE
from tests.handlers.world import INCIDENTS, MARY, World

BEGINNINGS = {
    CHECK: "/ses-check checks whether",
    REGIONS: "`/ses-regions prod`: in which regions",
    TRACE: "`/ses-trace",
    EXPLAIN: "Paste the error after the command",
    GUIDE: "Every guide, by area",
    COMPARE: "Run `ses-check probe TARGET --format json`",
}


@pytest.mark.parametrize("typed", ["trợ giúp", "cach dung", "help only:smtp"])
async def test_help_is_help_in_every_command(world: World, typed: str) -> None:
    for command in COMMANDS:
        outcome = await world.slack.command(f"{command.name} {typed} lang:en", user=MARY, channel=INCIDENTS)
        assert outcome.error is None
        assert outcome.ack_text.startswith(BEGINNINGS[command]), (command.name, outcome.ack_text)
    assert world.cards() == []
