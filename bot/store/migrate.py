"""Upgrades the tables to the newest version with alembic. Imported only where the database has another version."""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection

from bot.core.errors import StoreUnavailable
from bot.store.schema import VERSION_TABLE

FOLDER = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run the missing migrations in the connection's transaction. Raises StoreUnavailable where the database is newer."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    script = ScriptDirectory(str(FOLDER))
    try:
        missing = list(script.iterate_revisions("head", context.get_current_revision() or "base"))
    except RevisionError as error:
        raise StoreUnavailable("the database was written by a newer version of SES Check") from error
    with Operations.context(context):
        for revision in reversed(missing):
            revision.module.upgrade()
            context.stamp(script, revision.revision)
