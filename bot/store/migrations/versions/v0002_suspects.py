"""The causes for whose sake a run was asked, by an explanation's button."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; earlier runs have none."""
    op.add_column("ses_check_runs", sa.Column("suspects", sa.Text()))
