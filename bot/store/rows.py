"""Writes runs to rows and reads them, within the caller's transaction."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model import RunResult
from bot.store.codec import decode
from bot.store.model import Ask, CardPlace, State, StoredRun
from bot.store.schema import runs

log = logging.getLogger("ses_check.store")


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The INSERT of the connection's dialect, because SQLAlchemy's common one has no ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def insert(
    connection: AsyncConnection,
    ask: Ask,
    state: State,
    *,
    join_key: str | None = None,
    joined_to: str | None = None,
    card: CardPlace | None = None,
) -> StoredRun | None:
    """Write a new row. card: a message that the run changes.

    Returns None where a row with its trigger or its join key exists.
    """
    values = asdict(ask)
    values["slack_trigger"] = values.pop("trigger")
    values["only_group"] = values.pop("only")
    values["suspects"] = " ".join(ask.suspects) or None
    values["recipient"] = ask.recipient or None
    values["simulate"] = ask.simulate or None
    for name in ("region", "sender", "target_language", "thread_ts"):
        values[name] = values[name] or None
    fresh = {"reposted": False, "resumed": False, "incident": "", "created_at": datetime.now(UTC)}
    place = {"card_channel": card.channel, "card_ts": card.ts} if card else {}
    statement = insert_into(connection, runs).values(
        **values, **fresh, **place, state=state, join_key=join_key, joined_to=joined_to
    )
    row = (await connection.execute(statement.on_conflict_do_nothing().returning(*runs.c))).mappings().first()
    return stored_run(row) if row else None


async def change(connection: AsyncConnection, run_id: str, states: tuple[State, ...], values: dict[str, Any]) -> bool:
    """Set columns of a run that is in one of these states. Returns False where there is no such run."""
    statement = update(runs).where(runs.c.run_id == run_id, runs.c.state.in_(states)).values(**values)
    return (await connection.execute(statement)).rowcount == 1


async def find(connection: AsyncConnection, ask: Ask) -> StoredRun | None:
    """The run that was stored for the ask's trigger, None where there is none."""
    same = (
        runs.c.enterprise_id == ask.enterprise_id,
        runs.c.team_id == ask.team_id,
        runs.c.slack_trigger == ask.trigger,
    )
    row = (await connection.execute(select(runs).where(*same))).mappings().first()
    return stored_run(row) if row else None


def join_key_of(ask: Ask, card: CardPlace | None = None) -> str | None:
    """Equal for asks that one card can answer. None for an ask that neither joins another nor is joined.

    Only verifications of the same earlier run join each other, and only asks with the same suspects. A target whose region
    or sender was changed meanwhile is another question. A private answer is for one person, and a confirmed mail is one
    person's decision, so these join nobody. All that changes one card is one run.
    """
    if card is not None:
        return json.dumps([ask.enterprise_id, ask.team_id, card.channel, card.ts])
    if ask.private or ask.simulate:
        return None
    verified = ask.previous if ask.origin == "verify" else None
    place = [ask.enterprise_id, ask.team_id, ask.channel_id, ask.thread_ts]
    target = [ask.target, ask.region, ask.sender]
    return json.dumps([*place, *target, ask.only, ask.language, verified, ask.recipient, *ask.suspects])


def stored_run(row: RowMapping) -> StoredRun:
    """The run that a row holds. One that was stored before version 0004 has the region and the sender of its result."""
    result = _result(row)
    ask = Ask(
        run_id=row["run_id"],
        trigger=row["slack_trigger"],
        enterprise_id=row["enterprise_id"],
        team_id=row["team_id"],
        channel_id=row["channel_id"],
        user_id=row["user_id"],
        target=row["target"],
        only=row["only_group"],
        language=row["language"],
        private=row["private"],
        previous=row["previous"],
        origin=row["origin"],
        suspects=tuple((row["suspects"] or "").split()),
        recipient=row["recipient"] or "",
        simulate=row["simulate"] or "",
        region=row["region"] or (result.region if result is not None else ""),
        sender=row["sender"] or (str(result.context.get("sender", "")) if result is not None else ""),
        target_language=row["target_language"] or "",
        thread_ts=row["thread_ts"] or "",
    )
    return StoredRun(
        ask=ask,
        state=State(row["state"]),
        created_at=row["created_at"],
        joined_to=row["joined_to"],
        card_channel=row["card_channel"],
        card_ts=row["card_ts"],
        reposted=row["reposted"],
        resumed=row["resumed"],
        finished_at=row["finished_at"],
        result=result,
        incident=row["incident"],
    )


def _result(row: RowMapping) -> RunResult | None:
    """The stored result. One that cannot be read counts as purged."""
    if row["result"] is None:
        return None
    try:
        return decode(row["result"])
    except (ValueError, KeyError, TypeError):
        log.warning("a stored result cannot be read any more", extra={"run_id": row["run_id"]})
        return None
