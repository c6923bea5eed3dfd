"""One table for what channels and people chose, in the place of a column a choice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_KEY = ("enterprise_id", "team_id")


def upgrade() -> None:
    """Create the table, and move the channels' last targets and the people's languages into it."""
    new = op.create_table(
        "ses_check_preferences",
        *(sa.Column(name, sa.String(), primary_key=True) for name in (*_KEY, "owner_id", "name")),
        sa.Column("value", sa.String(), nullable=False),
    )
    for table, owner, value in (
        ("ses_check_channels", "channel_id", "last_target"),
        ("ses_check_people", "user_id", "language"),
    ):
        old = sa.table(table, *(sa.column(name) for name in (*_KEY, owner, value)))
        chosen = sa.select(*(old.c[name] for name in (*_KEY, owner)), sa.literal(value), old.c[value])
        op.execute(new.insert().from_select([*_KEY, "owner_id", "name", "value"], chosen))
        op.drop_table(table)
