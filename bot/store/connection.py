"""One database behind one address: SQLite for one machine, PostgreSQL (through psycopg 3) where it is shared."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

from bot.core.errors import StoreUnavailable
from bot.store.schema import HEAD, VERSION_TABLE, metadata, version_table

# Seconds that one transaction may take, waiting for others included.
DEADLINE = 5.0
# Any number that is the same for all replicas: PostgreSQL locks by number.
_LOCK = 7_371_011
_SQLITE_WAIT_MS = 3000
_WAL_TRIES = 40
_WAL_WAIT = 0.05
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})


class Database:
    """The engine, its transactions, and every error of theirs as StoreUnavailable."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, address: str) -> Database:
        """Connect, create what is missing and bring the tables up to date. Raises StoreUnavailable."""
        try:
            database = cls(_engine(make_url(address)))
        except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
            # The address may hold a password, so its own text is not repeated.
            raise StoreUnavailable(f"the database cannot be opened: {type(error).__name__}") from error
        async with AsyncExitStack() as unless_opened:
            unless_opened.push_async_callback(database.close)
            async with database.transaction(deadline=60.0) as connection:
                await connection.run_sync(_bring_up_to_date)
            unless_opened.pop_all()
        return database

    async def close(self) -> None:
        """Give back all connections."""
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self, deadline: float = DEADLINE) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end. deadline: seconds. Raises StoreUnavailable for whatever goes wrong."""
        try:
            async with asyncio.timeout(deadline), self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(f"the database did not answer: {type(error).__name__}") from error


def _engine(url: URL) -> AsyncEngine:
    if url.drivername in _SQLITE:
        return _sqlite(url.set(drivername="sqlite+aiosqlite"))
    if url.drivername in _POSTGRES:
        return create_async_engine(
            url.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=DEADLINE,
            # Without server-side prepared statements it also works through a pooler such as PgBouncer.
            connect_args={"connect_timeout": int(DEADLINE), "prepare_threshold": None},
        )
    raise ValueError("neither SQLite nor PostgreSQL")


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        _create_private(Path(url.database))
    # One connection: writers queue here, fairly, and not in SQLite's busy loop.
    engine = create_async_engine(
        url, hide_parameters=True, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, pool_timeout=DEADLINE
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _create_private(path: Path) -> None:
    """Runs name people and keys, so nobody else on the machine reads them; SQLite's side files follow the main one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin deferred ones, and none before CREATE TABLE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout = {_SQLITE_WAIT_MS}", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Where others open the same new file, SQLite refuses this switch at once, whatever busy_timeout says: so again."""
    for _ in range(_WAL_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            await_only(asyncio.sleep(_WAL_WAIT))
    cursor.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _bring_up_to_date(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Replicas that start together take turns; SQLite's BEGIN IMMEDIATE already sees to that.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not inspect(connection).has_table(VERSION_TABLE):
        metadata.create_all(connection)
        connection.execute(insert(version_table).values(version_num=HEAD))
        return
    if connection.execute(select(version_table.c.version_num)).scalars().all() == [HEAD]:
        return
    # Imported only here: alembic, which takes 9 MiB, is needed once a version, not at every start.
    from bot.store.migrate import upgrade  # noqa: PLC0415

    upgrade(connection)
