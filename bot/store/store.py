"""Runs and preferences, kept in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import StoreUnavailable
from bot.core.model import RunResult
from bot.store.codec import encode
from bot.store.connection import Database
from bot.store.model import UNDER_WAY, UNFINISHED, Accepted, Ask, CardPlace, Owner, Preference, State, StoredRun
from bot.store.rows import change, find, insert, insert_into, join_key_of, stored_run
from bot.store.schema import claims, preferences, runs
from bot.store.shielded import shielded_transaction

KEPT = timedelta(days=30)
# A run lasts seconds. One that is under way for longer has died, and later asks must not join it.
JOINABLE = timedelta(minutes=10)
_ATTEMPTS = 5


class Store:
    """Runs, and what channels and people chose. Every method raises StoreUnavailable.

    A method that changes a run's state returns True, or False where the run was in a later state already.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.under_way: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database behind a SQLAlchemy address (SQLite or PostgreSQL); creates and updates its tables."""
        return cls(await Database.open(url))

    async def close(self) -> None:
        """Close the database once the transactions under way have ended."""
        await asyncio.gather(*self.under_way, return_exceptions=True)
        await self._database.close()

    @shielded_transaction
    async def accept(self, ask: Ask, card: CardPlace | None = None) -> Accepted:
        """Store an ask, once per trigger. A public ask joins a run of the same question that is under way in the channel.

        card: the message that the run changes; the ask joins a run under way that changes it.
        """
        async with self._database.transaction() as connection:
            key = join_key_of(ask, card)
            for _ in range(_ATTEMPTS):
                created = await insert(connection, ask, State.ACCEPTED, join_key=key, card=card)
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

    async def mark_posting(self, run_id: str) -> bool:
        """Note that the run's card is about to be posted."""
        return await self._move(run_id, (State.ACCEPTED,), state=State.POSTING)

    @shielded_transaction
    async def keep_card(self, run_id: str, channel: str, ts: str) -> bool:
        """Keep where the run's card was posted, for the first time or anew."""
        async with self._database.transaction() as connection:
            known = await change(connection, run_id, tuple(State), {"card_channel": channel, "card_ts": ts})
            await change(connection, run_id, (State.ACCEPTED, State.POSTING), {"state": State.RUNNING})
            return known

    async def mark_running(self, run_id: str) -> bool:
        """Note that the run is under way without a card of its own."""
        return await self._move(run_id, (State.ACCEPTED, State.POSTING), state=State.RUNNING)

    async def keep_result(self, run_id: str, result: RunResult) -> bool:
        """Keep the run's result."""
        now = datetime.now(UTC)
        return await self._move(
            run_id, UNDER_WAY, state=State.FINISHED, join_key=None, finished_at=now, result=encode(result)
        )

    async def mark_delivered(self, run_id: str) -> bool:
        """Note that the result was shown, so that nothing is left to do."""
        return await self._move(run_id, (State.FINISHED,), state=State.DELIVERED)

    async def mark_failed(self, run_id: str, incident: str) -> bool:
        """Note that the run crashed. incident: its id in the log."""
        now = datetime.now(UTC)
        return await self._move(
            run_id, UNFINISHED, state=State.FAILED, join_key=None, finished_at=now, incident=incident
        )

    @shielded_transaction
    async def claim(self, run_id: str) -> bool:
        """Claim the one mail that a run may send. Returns True to the first caller only, across restarts and redeliveries."""
        async with self._database.transaction() as connection:
            row = insert_into(connection, claims).values(run_id=run_id, claimed_at=datetime.now(UTC))
            statement = row.on_conflict_do_nothing().returning(claims.c.run_id)
            return (await connection.execute(statement)).scalar() is not None

    @shielded_transaction
    async def mark_reposted(self, run_id: str) -> bool:
        """Claim that a deleted card is posted anew. Returns True once for each run."""
        async with self._database.transaction() as connection:
            statement = update(runs).where(runs.c.run_id == run_id, runs.c.reposted.is_(False)).values(reposted=True)
            return (await connection.execute(statement)).rowcount == 1

    async def mark_resumed(self, run_id: str) -> bool:
        """Note that the run is taken up again after a restart."""
        return await self._move(run_id, UNFINISHED, resumed=True)

    @shielded_transaction
    async def get(self, run_id: str) -> StoredRun | None:
        """Return a run, or None where it is unknown or was purged."""
        async with self._database.transaction() as connection:
            row = (await connection.execute(select(runs).where(runs.c.run_id == run_id))).mappings().first()
            return stored_run(row) if row else None

    @shielded_transaction
    async def find_newest(
        self, team_id: str, channel_id: str, user_id: str, target: str, *, since: datetime, enterprise_id: str = ""
    ) -> StoredRun | None:
        """Return the last run of all checks of a target, with a result; a private one only to who asked for it.

        channel_id: where it was asked, "" for any channel.
        """
        where = (
            runs.c.enterprise_id == enterprise_id,
            runs.c.team_id == team_id,
            *([runs.c.channel_id == channel_id] if channel_id else []),
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

    @shielded_transaction
    async def list_unfinished(self) -> list[StoredRun]:
        """Return all runs that were not delivered and did not fail, the oldest first."""
        statement = select(runs).where(runs.c.state.in_(UNFINISHED)).order_by(runs.c.created_at, runs.c.run_id)
        async with self._database.transaction() as connection:
            return [stored_run(row) for row in (await connection.execute(statement)).mappings()]

    @shielded_transaction
    async def purge(self, older_than: timedelta = KEPT) -> int:
        """Delete runs older than this. Returns how many."""
        before = datetime.now(UTC) - older_than
        async with self._database.transaction() as connection:
            # A claim is deleted after its run: a run without its claim could send a second mail.
            gone = (await connection.execute(delete(runs).where(runs.c.created_at < before))).rowcount
            left = select(runs.c.run_id)
            await connection.execute(delete(claims).where(claims.c.claimed_at < before, claims.c.run_id.not_in(left)))
            return gone

    @shielded_transaction
    async def recall(self, owner: Owner) -> Mapping[Preference, str]:
        """Return what a channel or a person chose."""
        statement = select(preferences.c.name, preferences.c.value).where(*_of(owner))
        async with self._database.transaction() as connection:
            rows = (await connection.execute(statement)).all()
        known = {str(preference): preference for preference in Preference}
        return {known[name]: value for name, value in rows if name in known}

    @shielded_transaction
    async def remember(self, owner: Owner, name: Preference, value: str) -> None:
        """Keep what a channel or a person chose."""
        where = {**asdict(owner), "name": name}
        async with self._database.transaction() as connection:
            statement = insert_into(connection, preferences).values(**where, value=value)
            await connection.execute(statement.on_conflict_do_update(index_elements=list(where), set_={"value": value}))

    @shielded_transaction
    async def forget(self, owner: Owner, *names: Preference) -> None:
        """Delete what a channel or a person chose."""
        async with self._database.transaction() as connection:
            await connection.execute(delete(preferences).where(*_of(owner), preferences.c.name.in_(names)))

    @shielded_transaction
    async def _move(self, /, run_id: str, states: tuple[State, ...], **values: Any) -> bool:
        async with self._database.transaction() as connection:
            return await change(connection, run_id, states, values)


def _of(owner: Owner) -> list[ColumnElement[bool]]:
    return [preferences.c[name] == value for name, value in asdict(owner).items()]


async def _under_way(connection: AsyncConnection, key: str | None) -> str | None:
    """Return the run under way that answers this question. A run that died is taken out first."""
    dead = datetime.now(UTC) - JOINABLE
    await connection.execute(update(runs).where(runs.c.join_key == key, runs.c.created_at < dead).values(join_key=None))
    found: str | None = (await connection.execute(select(runs.c.run_id).where(runs.c.join_key == key))).scalar()
    return found
