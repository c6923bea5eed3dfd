"""The thread in which a run was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; earlier runs were asked outside of threads and have none."""
    op.add_column("ses_check_runs", sa.Column("thread_ts", sa.String()))
