"""Columns for a run's options, and a table of the runs that were allowed to send their one mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add two columns, empty for earlier runs, and the table of claims."""
    op.add_column("ses_check_runs", sa.Column("recipient", sa.Text()))
    op.add_column("ses_check_runs", sa.Column("simulate", sa.String()))
    op.create_table(
        "ses_check_claims",
        sa.Column("run_id", sa.String(), primary_key=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
    )
