"""The runs and preferences that outlive the process."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StoreUnavailable
from bot.core.model import RunResult
from bot.store.codec import encode
from bot.store.connection import Database
from bot.store.model import UNDER_WAY, UNFINISHED, Accepted, Ask, State, StoredRun
from bot.store.rows import change, find, insert, insert_into, join_key_of, stored_run
from bot.store.schema import channels, claims, people, runs
from bot.store.shielded import whole

KEPT = timedelta(days=30)
# A run lasts seconds. One that holds its place longer is dead, and later asks must not wait for it.
JOINABLE = timedelta(minutes=10)
_ATTEMPTS = 5


class Store:
    """Runs, each channel's last target, each person's language. Every method raises StoreUnavailable on trouble.

    The methods that move a run on return True where they did, False where the run had already gone further.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.under_way: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database behind a SQLAlchemy address (SQLite or PostgreSQL); creates and updates its tables."""
        return cls(await Database.open(url))

    async def close(self) -> None:
        """Let go of the database, once what has begun is done."""
        await asyncio.gather(*self.under_way, return_exceptions=True)
        await self._database.close()

    @whole
    async def accept(self, ask: Ask) -> Accepted:
        """Store an ask, once per trigger. A public one joins a run of the same question that is under way there."""
        async with self._database.transaction() as connection:
            key = join_key_of(ask)
            for _ in range(_ATTEMPTS):
                created = await insert(connection, ask, State.ACCEPTED, join_key=key)
                if created is None:
                    earlier = await find(connection, ask)
                    if earlier is not None:
                        return Accepted(earlier, created=False)
                    # Where that run ended in between there is nothing to join, and the next attempt starts one.
                    running = await _under_way(connection, key)
                    if running is None:
                        continue
                    created = await insert(connection, ask, State.JOINED, joined_to=running)
                if created is not None:
                    return Accepted(created, created=True)
        raise StoreUnavailable("the run could not be stored: others came first each time")

    async def posting(self, run_id: str) -> bool:
        """Its card is about to be posted."""
        return await self._move(run_id, (State.ACCEPTED,), state=State.POSTING)

    @whole
    async def card(self, run_id: str, channel: str, ts: str) -> bool:
        """Its card stands in this channel. Also notes where a card that was posted anew stands."""
        async with self._database.transaction() as connection:
            known = await change(connection, run_id, tuple(State), {"card_channel": channel, "card_ts": ts})
            await change(connection, run_id, (State.ACCEPTED, State.POSTING), {"state": State.RUNNING})
            return known

    async def running(self, run_id: str) -> bool:
        """It is under way without a card of its own."""
        return await self._move(run_id, (State.ACCEPTED, State.POSTING), state=State.RUNNING)

    async def finish(self, run_id: str, result: RunResult) -> bool:
        """Keep the result."""
        now = datetime.now(UTC)
        return await self._move(
            run_id, UNDER_WAY, state=State.FINISHED, join_key=None, finished_at=now, result=encode(result)
        )

    async def delivered(self, run_id: str) -> bool:
        """The result was shown: nothing is left to do."""
        return await self._move(run_id, (State.FINISHED,), state=State.DELIVERED)

    async def failed(self, run_id: str, incident: str) -> bool:
        """It crashed. incident: the id in the log."""
        now = datetime.now(UTC)
        return await self._move(
            run_id, UNFINISHED, state=State.FAILED, join_key=None, finished_at=now, incident=incident
        )

    @whole
    async def claim(self, run_id: str) -> bool:
        """True to the first who asks for a run, whatever restarts or redelivers after: it may send its one mail."""
        async with self._database.transaction() as connection:
            row = insert_into(connection, claims).values(run_id=run_id, claimed_at=datetime.now(UTC))
            statement = row.on_conflict_do_nothing().returning(claims.c.run_id)
            return (await connection.execute(statement)).scalar() is not None

    @whole
    async def reposted(self, run_id: str) -> bool:
        """Its deleted card was posted anew, which is done once. False where that had been done before."""
        async with self._database.transaction() as connection:
            statement = update(runs).where(runs.c.run_id == run_id, runs.c.reposted.is_(False)).values(reposted=True)
            return (await connection.execute(statement)).rowcount == 1

    async def resumed(self, run_id: str) -> bool:
        """It is taken up again after a restart."""
        return await self._move(run_id, UNFINISHED, resumed=True)

    @whole
    async def get(self, run_id: str) -> StoredRun | None:
        """One run, or None where it is unknown or was purged."""
        async with self._database.transaction() as connection:
            row = (await connection.execute(select(runs).where(runs.c.run_id == run_id))).mappings().first()
            return stored_run(row) if row else None

    @whole
    async def newest(
        self, team_id: str, channel_id: str, user_id: str, target: str, *, since: datetime, enterprise_id: str = ""
    ) -> StoredRun | None:
        """The last whole run of a target in a channel that has a result; of the private ones only this person's own."""
        where = (
            runs.c.enterprise_id == enterprise_id,
            runs.c.team_id == team_id,
            runs.c.channel_id == channel_id,
            runs.c.target == target,
            runs.c.only_group.is_(None),
            runs.c.created_at >= since,
            runs.c.result.is_not(None),
            or_(runs.c.private.is_(False), runs.c.user_id == user_id),
        )
        statement = select(runs).where(*where).order_by(runs.c.created_at.desc()).limit(1)
        async with self._database.transaction() as connection:
            row = (await connection.execute(statement)).mappings().first()
            return stored_run(row) if row else None

    @whole
    async def unfinished(self) -> list[StoredRun]:
        """All runs that were not delivered and did not fail, the oldest first."""
        statement = select(runs).where(runs.c.state.in_(UNFINISHED)).order_by(runs.c.created_at, runs.c.run_id)
        async with self._database.transaction() as connection:
            return [stored_run(row) for row in (await connection.execute(statement)).mappings()]

    @whole
    async def purge(self, older_than: timedelta = KEPT) -> int:
        """Forget runs older than this. Returns how many."""
        before = datetime.now(UTC) - older_than
        async with self._database.transaction() as connection:
            # Later than its run, so that no run is left whose claim is forgotten.
            gone = (await connection.execute(delete(runs).where(runs.c.created_at < before))).rowcount
            left = select(runs.c.run_id)
            await connection.execute(delete(claims).where(claims.c.claimed_at < before, claims.c.run_id.not_in(left)))
            return gone

    async def last_target(self, team_id: str, channel_id: str, *, enterprise_id: str = "") -> str | None:
        """The target that was last checked in a channel."""
        where = {"enterprise_id": enterprise_id, "team_id": team_id, "channel_id": channel_id}
        return await self._recall(channels, "last_target", where)

    async def remember_target(self, team_id: str, channel_id: str, target: str, *, enterprise_id: str = "") -> None:
        """Note the target that was just checked in a channel."""
        where = {"enterprise_id": enterprise_id, "team_id": team_id, "channel_id": channel_id}
        await self._remember(channels, "last_target", where, target)

    async def language(self, team_id: str, user_id: str, *, enterprise_id: str = "") -> str | None:
        """The language that a person chose."""
        where = {"enterprise_id": enterprise_id, "team_id": team_id, "user_id": user_id}
        return await self._recall(people, "language", where)

    async def remember_language(self, team_id: str, user_id: str, language: str, *, enterprise_id: str = "") -> None:
        """Note the language that a person chose."""
        where = {"enterprise_id": enterprise_id, "team_id": team_id, "user_id": user_id}
        await self._remember(people, "language", where, language)

    @whole
    async def _move(self, /, run_id: str, states: tuple[State, ...], **values: Any) -> bool:
        async with self._database.transaction() as connection:
            return await change(connection, run_id, states, values)

    @whole
    async def _recall(self, table: Table, column: str, where: dict[str, str]) -> str | None:
        statement = select(table.c[column]).where(*(table.c[name] == value for name, value in where.items()))
        async with self._database.transaction() as connection:
            found: str | None = (await connection.execute(statement)).scalar()
            return found

    @whole
    async def _remember(self, table: Table, column: str, where: dict[str, str], value: str) -> None:
        async with self._database.transaction() as connection:
            statement = insert_into(connection, table).values(**where, **{column: value})
            await connection.execute(statement.on_conflict_do_update(index_elements=list(where), set_={column: value}))


async def _under_way(connection: AsyncConnection, key: str | None) -> str | None:
    """The run that answers this question now. One that is long dead loses its place."""
    dead = datetime.now(UTC) - JOINABLE
    await connection.execute(update(runs).where(runs.c.join_key == key, runs.c.created_at < dead).values(join_key=None))
    found: str | None = (await connection.execute(select(runs.c.run_id).where(runs.c.join_key == key))).scalar()
    return found
