"""Opening a database, its errors, crashes, and the versions of its tables."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import StoreUnavailable
from bot.store import Ask, Owner, Preference, Store
from bot.store.connection import Database
from bot.store.migrate import upgrade
from bot.store.schema import HEAD, VERSION_TABLE, metadata


def an_ask(number: int) -> Ask:
    return Ask(f"run-{number}", f"trigger-{number}", "", "T1", "C1", "U1", "prod", private=True)


async def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    database = await Database.open(url)

    def differences(connection: Connection) -> list[object]:
        # A new database gets its tables at once; an old one goes through every migration.
        metadata.drop_all(connection)
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert context.get_current_revision() == HEAD
        return list(compare_metadata(context, metadata))

    async with database.transaction() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_several_processes_may_open_a_new_database_at_once(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))
    for number, store in enumerate(stores):
        assert (await store.accept(an_ask(number))).created
    await asyncio.gather(*(store.close() for store in stores))


async def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    database = await Database.open(url)
    async with database.transaction() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    await database.close()
    with pytest.raises(StoreUnavailable, match="newer"):
        await Store.open(url)


async def test_an_older_database_keeps_its_runs(url: str) -> None:
    database = await Database.open(url)
    store = Store(database)
    await store.accept(an_ask(1))
    async with database.transaction() as connection:
        for column in ("suspects", "recipient", "simulate", "region", "sender", "target_language", "thread_ts"):
            await connection.execute(text(f"ALTER TABLE ses_check_runs DROP COLUMN {column}"))
        await connection.execute(text("DROP TABLE ses_check_claims"))
        await connection.execute(text("DROP TABLE ses_check_preferences"))
        for table, owner, value in (("channels", "channel_id", "last_target"), ("people", "user_id", "language")):
            columns = f"enterprise_id VARCHAR, team_id VARCHAR, {owner} VARCHAR, {value} VARCHAR NOT NULL"
            await connection.execute(text(f"CREATE TABLE ses_check_{table} ({columns})"))
            await connection.execute(
                text(f"INSERT INTO ses_check_{table} VALUES ('', 'T1', 'X1', '{value} of before')")
            )
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
    await store.close()
    store = await Store.open(url)
    old = await store.get("run-1")
    assert old is not None and old.ask == an_ask(1)
    assert await store.recall(Owner("", "T1", "X1")) == {
        Preference.LAST_TARGET: "last_target of before",
        Preference.LANGUAGE: "language of before",
    }
    newer = replace(
        an_ask(2),
        suspects=("smtp.auth_required", "account.sandbox"),
        recipient="a@example.com",
        region="eu-central-1",
        sender="noreply@example.com",
        target_language="vi",
        thread_ts="1796000000.000100",
    )
    await store.accept(newer)
    new = await store.get("run-2")
    assert new is not None and new.ask == newer
    assert await store.claim("run-2")
    await store.close()


async def test_a_stored_run_names_no_address_that_can_be_posted_to() -> None:
    assert not any("url" in column.name for table in metadata.tables.values() for column in table.columns)


@pytest.mark.parametrize(
    "address",
    [
        "not an address",
        "mysql://root@127.0.0.1/x",
        "sqlite:////proc/no-such-folder/runs.db",
        "postgresql://u:EXAMPLE-password@127.0.0.1:1/x",
    ],
)
async def test_what_cannot_be_opened_is_said_without_the_password(address: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        await Store.open(address)
    assert "EXAMPLE-password" not in str(caught.value)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "runs.db"
    file.write_bytes(b"this is not a database, but long enough to be read as one" * 40)
    with pytest.raises(StoreUnavailable):
        await Store.open(f"sqlite:///{file}")


async def test_a_database_locked_by_another_is_unavailable_and_then_available(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.connection._SQLITE_WAIT_MS", 50)
    file = tmp_path / "runs.db"
    store = await Store.open(f"sqlite:///{file}")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailable):
        await store.accept(an_ask(1))
    other.execute("ROLLBACK")
    other.close()
    assert (await store.accept(an_ask(1))).created
    await store.close()


async def test_the_file_is_private_and_durable(tmp_path: Path) -> None:
    file = tmp_path / "new" / "runs.db"
    store = await Store.open(f"sqlite:///{file}")
    await store.accept(an_ask(1))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (file.parent, *file.parent.iterdir())}
    await store.close()
    assert modes.pop("new") == 0o700
    assert "runs.db" in modes
    assert set(modes.values()) == {0o600}
    database = await Database.open(f"sqlite:///{file}")
    async with database.transaction() as connection:
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar() == "wal"
        assert (await connection.execute(text("PRAGMA synchronous"))).scalar() == 2
    await database.close()


_WRITER = """
import asyncio, sys
from bot.store import Ask, Owner, Preference, Store

async def main() -> None:
    store = await Store.open(sys.argv[1])
    for number in range(100000):
        ask = Ask(f"run-{number}", f"trigger-{number}", "", "T1", "C1", "U1", "prod", private=True)
        await store.accept(ask)
        print(ask.run_id, flush=True)

asyncio.run(main())
"""


def test_what_was_acknowledged_survives_a_kill_in_mid_write(url: str) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, url], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(25)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += writer.stdout.read().split()
    writer.stdout.close()
    writer.wait()
    stored = asyncio.run(_left(url))
    assert set(acknowledged) - {""} <= stored
    assert len(stored) - len(acknowledged) <= 1


async def _left(url: str) -> set[str]:
    """The ids of the stored runs. The store must also take new ones."""
    store = await Store.open(url)
    stored = {run.ask.run_id for run in await store.list_unfinished()}
    assert (await store.accept(an_ask(999_999))).created
    await store.close()
    return stored


_REOPEN = """
import asyncio, sys
from bot.store import Store

async def main() -> None:
    store = await Store.open(sys.argv[1])
    await store.close()

asyncio.run(main())
print("alembic" in sys.modules)
"""


def test_alembic_is_imported_neither_for_a_new_database_nor_for_a_current_one(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _REOPEN, f"sqlite:///{tmp_path}/runs.db"]
    answers = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert answers == ["False", "False"]


async def test_a_server_that_goes_away_is_unavailable_and_comes_back(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    engine = create_async_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    async with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        await connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    await engine.dispose()
    assert (await store.accept(an_ask(1))).created
    await store.close()
