"""The tables, keyed by (enterprise_id, team_id). Times are UTC. No address that a message can be posted to is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

# The newest file in migrations/versions. VERSION_TABLE in the database holds the version of its tables.
HEAD = "0006"
VERSION_TABLE = "ses_check_version"

metadata = MetaData()
# As alembic creates it: https://alembic.sqlalchemy.org/en/latest/api/runtime.html
version_table = Table(
    VERSION_TABLE,
    metadata,
    Column("version_num", String(32), primary_key=True),
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC, also with SQLite, which stores no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time in UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored time, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


runs = Table(
    "ses_check_runs",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("enterprise_id", String, nullable=False),
    Column("team_id", String, nullable=False),
    # "trigger" is a reserved word of SQL.
    Column("slack_trigger", String, nullable=False),
    Column("channel_id", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("target", String, nullable=False),
    Column("only_group", String),
    Column("language", String),
    Column("private", Boolean, nullable=False),
    Column("previous", String),
    Column("origin", String, nullable=False),
    Column("state", String, nullable=False),
    # Set while the run is under way, so that later asks of the same question can join it. NULL afterwards.
    Column("join_key", Text, unique=True),
    Column("joined_to", String),
    Column("card_channel", String),
    Column("card_ts", String),
    Column("reposted", Boolean, nullable=False),
    Column("resumed", Boolean, nullable=False),
    Column("incident", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("result", JSON(none_as_null=True)),
    # Codes, separated by blanks.
    Column("suspects", Text),
    Column("recipient", Text),
    Column("simulate", String),
    # Of the target as it was when the run was asked; empty in rows that were written before version 0004.
    Column("region", Text),
    Column("sender", Text),
    Column("target_language", Text),
    # Of the message below which it was asked; NULL outside of threads.
    Column("thread_ts", String),
    UniqueConstraint("enterprise_id", "team_id", "slack_trigger", name="ses_check_runs_trigger"),
    Index("ses_check_runs_state", "state", "created_at"),
    Index("ses_check_runs_created", "created_at"),
)

# The runs that were allowed to send their one mail. A row is written before the mail is sent and never changed.
claims = Table(
    "ses_check_claims",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
)

# What a channel or a person chose. owner_id: the id of the one or the other.
preferences = Table(
    "ses_check_preferences",
    metadata,
    Column("enterprise_id", String, primary_key=True),
    Column("team_id", String, primary_key=True),
    Column("owner_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
