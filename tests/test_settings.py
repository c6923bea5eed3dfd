"""Settings are read from the environment, and what is missing or wrong is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.languages import LANGUAGES
from bot.settings import data_folder, load_settings
from bot.shell import environment, shell_language
from bot.words.mistakes import describe_mistake

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-EXAMPLE",
    "SLACK_APP_TOKEN": "xapp-EXAMPLE",
    "SLACK_SIGNING_SECRET": "made-up-signing-secret",
    "SLACK_API_URL": "http://127.0.0.1:8301/api",
    "SES_CHECK_CONFIG": "etc/targets.toml",
    "SES_CHECK_DATABASE_URL": "postgresql://ses:made-up@127.0.0.1/ses",
    "SES_CHECK_LOG": "debug",
}


def test_every_public_name_arrives() -> None:
    settings = load_settings(GOOD)
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.reveal() == "xoxb-EXAMPLE"
    assert settings.slack_app_token is not None
    assert settings.slack_signing_secret is not None
    assert settings.slack_api_url == "http://127.0.0.1:8301/api/"
    assert settings.config == Path("etc/targets.toml")
    assert settings.database == GOOD["SES_CHECK_DATABASE_URL"]
    assert settings.log_level == "DEBUG"
    for mode in ("socket", "http", "cli"):
        assert settings.mistakes_for(mode) == ()


def test_nothing_set_is_the_defaults() -> None:
    for settings in (load_settings({}), load_settings(dict.fromkeys(GOOD, ""))):
        assert settings.slack_bot_token is None
        assert settings.slack_api_url == "https://slack.com/api/"
        assert settings.config is None
        assert settings.database == f"sqlite+aiosqlite:///{data_folder()}/ses-check.db"
        assert settings.log_level == "INFO"
        assert settings.mistakes_for("cli") == ()


def test_this_process_s_environment_is_read_only_where_none_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("SES_CHECK_LOG", "ERROR")
    assert load_settings().slack_api_url == "http://127.0.0.1:1/"
    assert load_settings({}).slack_api_url == "https://slack.com/api/"
    assert load_settings({"SES_CHECK_LOG": "INFO"}).log_level == "INFO"
    assert environment()["SES_CHECK_LOG"] == "ERROR"


def test_white_space_from_copying_does_not_belong_to_a_token() -> None:
    settings = load_settings({"SLACK_BOT_TOKEN": " xoxb-EXAMPLE\n"})
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.reveal() == "xoxb-EXAMPLE"


def test_all_that_is_missing_is_said_at_once() -> None:
    assert [m.place for m in load_settings({}).mistakes_for("socket")] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]
    assert [m.place for m in load_settings({}).mistakes_for("http")] == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]


def test_all_that_is_wrong_is_said_at_once_without_its_value() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "xapp-EXAMPLE-value",
        "SLACK_APP_TOKEN": "xoxb-EXAMPLE-value",
        "SLACK_API_URL": "slack.example-value",
        "SES_CHECK_DATABASE_URL": "mysql://example-value",
        "SES_CHECK_LOG": "loud-example-value",
    }
    mistakes = load_settings(wrong).mistakes_for("socket")
    assert [(m.place, m.key) for m in mistakes] == [
        ("SLACK_BOT_TOKEN", "config.bot_token_shape"),
        ("SLACK_APP_TOKEN", "config.app_token_shape"),
        ("SLACK_API_URL", "config.slack_api_url"),
        ("SES_CHECK_DATABASE_URL", "config.database_url"),
        ("SES_CHECK_LOG", "config.log_level"),
    ]
    assert [m.place for m in load_settings(wrong).mistakes_for("cli")] == ["SES_CHECK_LOG"]
    for language in LANGUAGES:
        assert "value" not in " ".join(describe_mistake(m, language) for m in mistakes)


def test_a_missing_token_says_where_to_get_it() -> None:
    for language in LANGUAGES:
        bot, app = (describe_mistake(m, language) for m in load_settings({}).mistakes_for("socket"))
        assert "OAuth & Permissions" in bot
        assert "App-Level Tokens" in app
        assert "connections:write" in app


@pytest.mark.parametrize("url", ["http://", "http://x:0/", "http://x:99999/", "http://[::1", "\ud800"])
def test_an_address_that_is_none(url: str) -> None:
    assert [m.key for m in load_settings(GOOD | {"SLACK_API_URL": url}).mistakes_for("http")] == [
        "config.slack_api_url"
    ]


def test_settings_show_no_secret() -> None:
    shown = repr(load_settings(GOOD)) + str(load_settings(GOOD))
    for secret in ("xoxb-EXAMPLE", "xapp-EXAMPLE", "made-up"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LC_ALL": "C", "LANG": "vi_VN.UTF-8"}, ""),
        ({"LC_ALL": "", "LC_MESSAGES": "vi"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "vietnamese"}, ""),
        ({}, ""),
    ],
)
def test_the_shell_s_language(environ: dict[str, str], language: str) -> None:
    assert shell_language(environ) == language
