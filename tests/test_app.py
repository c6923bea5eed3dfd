"""Starting: all mistakes at once, a Slack that is away, a token that is refused, a socket that is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Bot, build
from bot.core.errors import ConfigurationError
from bot.lab.slack.server import SlackLab
from bot.settings import load_settings
from bot.words.mistakes import describe_mistake
from tests.handlers.world import AN, INCIDENTS, environ, write_targets


@pytest.fixture
async def slack() -> AsyncIterator[SlackLab]:
    lab = SlackLab()
    await lab.start()
    yield lab
    await lab.stop()


@pytest.fixture
async def bot(slack: SlackLab, tmp_path: Path) -> AsyncIterator[Bot]:
    write_targets(tmp_path, 9)
    built = await build(load_settings(environ(slack, tmp_path)))
    yield built
    await built.stop(grace=0)


@pytest.mark.parametrize(
    ("http", "places"),
    [
        (False, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "ses-check.toml"]),
        (True, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "ses-check.toml"]),
    ],
)
async def test_everything_that_is_missing_is_said_at_once(http: bool, places: list[str], tmp_path: Path) -> None:
    settings = load_settings({"SES_CHECK_CONFIG": str(tmp_path / "ses-check.toml")})
    with pytest.raises(ConfigurationError) as wrong:
        await build(settings, http=http)
    found = [mistake.place for mistake in wrong.value.mistakes]
    assert [place for place in places if not any(place in at for at in found)] == []
    for mistake in wrong.value.mistakes:
        assert describe_mistake(mistake, "en") != describe_mistake(mistake, "vi")


async def test_a_database_that_cannot_be_opened_is_a_mistake(slack: SlackLab, tmp_path: Path) -> None:
    write_targets(tmp_path, 9)
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(ConfigurationError) as wrong:
        await build(load_settings(environ(slack, tmp_path)))
    assert [m.place for m in wrong.value.mistakes] == ["SES_CHECK_DATABASE_URL"]
    assert "database" in describe_mistake(wrong.value.mistakes[0], "vi")


@pytest.mark.parametrize(
    ("method", "code", "place"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN"),
        ("apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN"),
        ("apps.connections.open", "missing_scope", "SLACK_APP_TOKEN"),
    ],
)
async def test_a_refused_token_is_a_mistake(slack: SlackLab, bot: Bot, method: str, code: str, place: str) -> None:
    slack.faults.error(method, code)
    with pytest.raises(ConfigurationError) as wrong:
        await bot.start()
    assert [m.place for m in wrong.value.mistakes] == [place]
    assert code in describe_mistake(wrong.value.mistakes[0], "vi")


async def test_an_address_at_which_something_else_answers_is_a_mistake(slack: SlackLab, bot: Bot) -> None:
    slack.faults.status("auth.test", 404, times=9)
    with pytest.raises(ConfigurationError) as wrong:
        await bot.start()
    [mistake] = wrong.value.mistakes
    assert mistake.place == "SLACK_API_URL"
    assert slack.api_url in describe_mistake(mistake, "en") and slack.api_url in describe_mistake(mistake, "vi")


async def test_a_proxy_that_answers_for_a_moment_is_waited_out(slack: SlackLab, bot: Bot) -> None:
    slack.faults.status("auth.test", 403, times=2)
    await bot.start()


async def test_slack_is_away_at_first(slack: SlackLab, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    slack.faults.status("auth.test", 503)
    slack.faults.drop("apps.connections.open")
    with caplog.at_level(logging.WARNING):
        await bot.start()
    await slack.wait_for(lambda: slack.sockets.connected)
    told = [r for r in caplog.records if "cannot be reached" in r.message]
    assert [r.__dict__["at"] for r in told] == [slack.api_url] * 2


async def test_a_lost_socket_is_opened_anew(slack: SlackLab, bot: Bot) -> None:
    await bot.start()
    await slack.wait_for(lambda: slack.sockets.connected)
    await slack.sockets.close()
    await slack.wait_for(lambda: slack.sockets.connected, timeout=15)
    outcome = await slack.command("/ses-check help", user=AN, channel=INCIDENTS)
    assert outcome.error is None


async def test_a_taken_port_is_a_mistake(slack: SlackLab, tmp_path: Path) -> None:
    write_targets(tmp_path, 9)
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    bot = await build(load_settings(environ(slack, tmp_path)), http=True, port=port)
    with pytest.raises(ConfigurationError) as wrong:
        await bot.start()
    assert str(port) in describe_mistake(wrong.value.mistakes[0], "en")
    await bot.stop(grace=0)
    taken.close()
    await taken.wait_closed()


async def test_a_changed_targets_file_is_taken_up(slack: SlackLab, bot: Bot, tmp_path: Path) -> None:
    await bot.start()
    await slack.wait_for(lambda: slack.sockets.connected)
    text = (tmp_path / "ses-check.toml").read_text().replace("[targets.prod", "[targets.new")
    (tmp_path / "ses-check.toml").write_text(text)
    await slack.command("/ses-check prod lang:en", user=AN, channel=INCIDENTS)
    seen = await slack.wait_for(lambda: slack.ephemerals(AN, INCIDENTS))
    assert "`new`" in seen[-1].text
    (tmp_path / "ses-check.toml").write_text("[targets")
    await slack.command("/ses-check new lang:en only:config", user=AN, channel=INCIDENTS)
    await slack.wait_for(lambda: slack.messages(INCIDENTS))
    assert bot.targets.problem
