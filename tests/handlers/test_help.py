"""Help, asked for in Vietnamese in every command, as Slack shows it."""

from __future__ import annotations

import pytest

from bot.request.commands import CHECK, COMMANDS, COMPARE, EXPLAIN, GUIDE, REGIONS, TRACE
from tests.handlers.world import ALERTS, AN, INCIDENTS, MARY, World

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


async def test_where_nothing_may_be_checked_it_says_where_and_whom_to_ask(world: World) -> None:
    (world.folder / "ses-check.toml").write_text(
        "[targets.guarded]\nregion = 'eu-central-1'\nfrom = 'noreply@example.com'\nchannels = ['C0000000002']\n"
        "[targets.mine]\nregion = 'eu-central-1'\nfrom = 'noreply@example.com'\nusers = ['U0000000002']\n"
    )
    await world.slack.wait_for(lambda: len(world.bot.targets.current().targets) == 2)
    await world.ask("lang:en")
    said = await world.told(AN)
    assert "none of the 2 targets here" in said and f"`guarded`: in <#{ALERTS}>" in said
    assert "mine" not in said and "`users`" in said
