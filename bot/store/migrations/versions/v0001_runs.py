"""The tables of runs, of each channel's last target and of each person's language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "ses_check_runs",
        sa.Column("run_id", sa.String(), primary_key=True),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("slack_trigger", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("only_group", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("previous", sa.String()),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("join_key", sa.Text(), unique=True),
        sa.Column("joined_to", sa.String()),
        sa.Column("card_channel", sa.String()),
        sa.Column("card_ts", sa.String()),
        sa.Column("reposted", sa.Boolean(), nullable=False),
        sa.Column("resumed", sa.Boolean(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("result", sa.JSON()),
        sa.UniqueConstraint("enterprise_id", "team_id", "slack_trigger", name="ses_check_runs_trigger"),
    )
    op.create_index("ses_check_runs_state", "ses_check_runs", ["state", "created_at"])
    op.create_index("ses_check_runs_created", "ses_check_runs", ["created_at"])
    op.create_table(
        "ses_check_channels",
        sa.Column("enterprise_id", sa.String(), primary_key=True),
        sa.Column("team_id", sa.String(), primary_key=True),
        sa.Column("channel_id", sa.String(), primary_key=True),
        sa.Column("last_target", sa.String(), nullable=False),
    )
    op.create_table(
        "ses_check_people",
        sa.Column("enterprise_id", sa.String(), primary_key=True),
        sa.Column("team_id", sa.String(), primary_key=True),
        sa.Column("user_id", sa.String(), primary_key=True),
        sa.Column("language", sa.String(), nullable=False),
    )
