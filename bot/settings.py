"""The variables of the environment as typed settings.

A wrong value does not raise an error here. `Settings.mistakes_for` lists all that is missing or wrong for what is about to
be started: `ses-check check` needs no Slack token, `ses-check serve` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.core.errors import Mistake
from bot.core.secret import Secret

Mode = Literal["socket", "http", "cli"]
SLACK_API_URL = "https://slack.com/api/"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASE_FILE = "ses-check.db"
_DATABASE_SCHEMES = frozenset({"sqlite", "sqlite+aiosqlite", "postgres", "postgresql", "postgresql+psycopg"})
_BOT_TOKEN = re.compile(r"xoxb-[\x21-\x7e]+")
_APP_TOKEN = re.compile(r"xapp-[\x21-\x7e]+")
# Slack's are 32 hexadecimal digits. A token of another kind, or the id of the app, is none.
_SIGNING_SECRET = re.compile(r"(?!xox|xapp)[\x21-\x7e]{16,}")
# The sentences for a token that is missing and for one of the wrong shape.
_BOT_KEYS = ("config.bot_token_missing", "config.bot_token_shape")
_APP_KEYS = ("config.app_token_missing", "config.app_token_shape")
_SIGNING_KEYS = ("config.signing_secret_missing", "config.signing_secret_shape")


def _secret(value: object) -> object:
    """The token without white space around it, which copying adds; Slack's tokens hold none."""
    return Secret(value.strip()) if isinstance(value, str) and value.strip() else None


def _level(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _slash(value: object) -> object:
    """The address with one slash at its end: slack_sdk appends the method's name to it."""
    return value.strip().rstrip("/") + "/" if isinstance(value, str) else value


OptionalSecret = Annotated[Secret | None, BeforeValidator(_secret)]


class Settings(BaseSettings):
    """The settings. A variable that is set but empty counts as not set.

    config: the targets file; a relative path starts at the working folder. database_url: a SQLAlchemy address, "" where
    it is not set; `database` has the default.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
        case_sensitive=True,
        extra="ignore",
        arbitrary_types_allowed=True,
    )

    slack_bot_token: OptionalSecret = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: OptionalSecret = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: OptionalSecret = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: Annotated[str, BeforeValidator(_slash)] = Field(
        default=SLACK_API_URL, validation_alias="SLACK_API_URL"
    )
    config: Path | None = Field(default=None, validation_alias="SES_CHECK_CONFIG")
    # Not in the repr: the address of a database may hold its password.
    database_url: str = Field(default="", validation_alias="SES_CHECK_DATABASE_URL", repr=False)
    log_level: Annotated[str, BeforeValidator(_level)] = Field(default="INFO", validation_alias="SES_CHECK_LOG")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only the environment is read: no .env file and no folder of secrets."""
        return (env_settings,)

    @property
    def database(self) -> str:
        """The address of the database: as set, else an SQLite file in the user's data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{data_folder() / DATABASE_FILE}"

    def mistakes_for(self, mode: Mode) -> tuple[Mistake, ...]:
        """All that is missing or wrong for a mode. "cli" needs no Slack."""
        found: list[Mistake] = []
        if mode != "cli":
            found += _token_mistakes("SLACK_BOT_TOKEN", self.slack_bot_token, _BOT_TOKEN, _BOT_KEYS)
            if mode == "socket":
                found += _token_mistakes("SLACK_APP_TOKEN", self.slack_app_token, _APP_TOKEN, _APP_KEYS)
            else:
                found += _token_mistakes(
                    "SLACK_SIGNING_SECRET", self.slack_signing_secret, _SIGNING_SECRET, _SIGNING_KEYS
                )
            if not _is_web_address(self.slack_api_url):
                found.append(Mistake("SLACK_API_URL", "config.slack_api_url"))
            if self.database_url and self.database_url.partition(":")[0] not in _DATABASE_SCHEMES:
                found.append(Mistake("SES_CHECK_DATABASE_URL", "config.database_url"))
        if self.log_level not in LOG_LEVELS:
            found.append(Mistake("SES_CHECK_LOG", "config.log_level", detail=", ".join(LOG_LEVELS)))
        return tuple(found)


class _GivenSettings(Settings):
    """Settings from given values; this process's environment is not read."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Load the settings from the given variables, else from this process's environment. A wrong value does not raise."""
    if environ is None:
        return Settings()
    return _GivenSettings.model_validate({name: value for name, value in environ.items() if value})


def data_folder() -> Path:
    """The folder for the user's data on this system. It is not created."""
    return user_data_path("ses-check", appauthor=False)


def _token_mistakes(name: str, secret: Secret | None, shape: re.Pattern[str], keys: tuple[str, str]) -> list[Mistake]:
    missing, misshapen = keys
    if secret is None:
        return [Mistake(name, missing)]
    # The token is revealed to check its shape; it stays a Secret everywhere else.
    if not shape.fullmatch(secret.reveal()):
        return [Mistake(name, misshapen)]
    return []


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
