"""One database: SQLite for one machine, or PostgreSQL (through psycopg 3) where several replicas share it."""

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

# Seconds that one transaction may take, including the wait for others.
DEADLINE = 5.0
# PostgreSQL's advisory locks are numbers. Any number will do, if all replicas use the same.
_LOCK = 7_371_011
_SQLITE_WAIT_MS = 3000
_WAL_TRIES = 40
_WAL_WAIT = 0.05
_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
_SQLITE = frozenset({"sqlite", "sqlite+aiosqlite"})


class Database:
    """The engine and its transactions. Every database error is raised as StoreUnavailable."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, address: str) -> Database:
        """Connect, create missing tables and upgrade old ones. Raises StoreUnavailable."""
        try:
            database = cls(_engine(make_url(address)))
        except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
            # The error's text may repeat the address, which may hold a password.
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
        """A transaction, committed at the end. deadline: seconds. Raises StoreUnavailable on any database error."""
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
            # Poolers such as PgBouncer do not support server-side prepared statements.
            connect_args={"connect_timeout": int(DEADLINE), "prepare_threshold": None},
        )
    raise ValueError("neither SQLite nor PostgreSQL")


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        _create_private(Path(url.database))
    # With one connection writers queue here, in order, instead of in SQLite's busy loop.
    engine = create_async_engine(
        url, hide_parameters=True, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, pool_timeout=DEADLINE
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _create_private(path: Path) -> None:
    """Create the file readable by its owner only: runs name people and keys. SQLite gives its side files the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Otherwise the driver begins transactions itself: deferred ones, and none before CREATE TABLE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout = {_SQLITE_WAIT_MS}", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    _write_ahead(cursor)
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch to WAL mode. While others open the same new file SQLite refuses this at once, whatever busy_timeout is, so
    retry.
    """
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
        # Replicas that start together must upgrade in turn. With SQLite, BEGIN IMMEDIATE ensures that.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if not inspect(connection).has_table(VERSION_TABLE):
        metadata.create_all(connection)
        connection.execute(insert(version_table).values(version_num=HEAD))
        return
    if connection.execute(select(version_table.c.version_num)).scalars().all() == [HEAD]:
        return
    # Imported only here: alembic takes 9 MiB and is needed once a version, not at every start.
    from bot.store.migrate import upgrade  # noqa: PLC0415

    upgrade(connection)
