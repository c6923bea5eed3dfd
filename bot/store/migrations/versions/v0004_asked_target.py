"""The region, the sender and the language of the target as it was when the run was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add three columns, which earlier runs leave empty: bot.store.rows reads the first two from their results."""
    for name in ("region", "sender", "target_language"):
        op.add_column("ses_check_runs", sa.Column(name, sa.Text()))
