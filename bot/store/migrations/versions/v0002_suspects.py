"""A column for the causes that an explanation suspected when a run was asked from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column. It is empty for earlier runs."""
    op.add_column("ses_check_runs", sa.Column("suspects", sa.Text()))
