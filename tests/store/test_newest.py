"""The run that a pasted object is compared with. On both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store import Ask, Store
from tests.store.test_store import ask, result


async def _newest(store: Store, *, user: str = "U1", since: datetime | None = None, target: str = "prod") -> str:
    since = since or datetime.now(UTC) - timedelta(hours=24)
    found = await store.find_newest("T1", "C1", user, target, since=since)
    return found.ask.run_id if found else ""


async def _finished(store: Store, **changes: object) -> Ask:
    asked = ask(**changes)
    await store.accept(asked)
    await store.keep_result(asked.run_id, result(asked.run_id))
    return asked


async def test_the_last_one_with_a_result(store: Store) -> None:
    assert await _newest(store) == ""
    first = await _finished(store)
    assert await _newest(store) == first.run_id
    second = await _finished(store)
    await store.accept(ask())
    assert await _newest(store) == second.run_id


async def test_of_this_channel_target_and_workspace_and_whole(store: Store) -> None:
    for changes in (
        {"channel_id": "C2"},
        {"target": "test"},
        {"team_id": "T2"},
        {"only": "smtp"},
        {"enterprise_id": "E"},
    ):
        await _finished(store, **changes)
    assert await _newest(store) == ""
    assert await _newest(store, target="test") != ""


async def test_a_private_one_for_its_asker_only(store: Store) -> None:
    mine = await _finished(store, private=True)
    assert await _newest(store) == mine.run_id
    assert await _newest(store, user="U2") == ""


async def test_an_old_one_says_little_of_now(store: Store) -> None:
    await _finished(store)
    assert await _newest(store, since=datetime.now(UTC) + timedelta(seconds=1)) == ""
