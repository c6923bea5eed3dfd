"""What the store promises. On both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import update

from bot.core.model import CheckResult, Finding, Judgement, Note, Outcome, RunResult, Severity, Stage
from bot.store import Ask, Owner, Preference, State, Store
from bot.store.connection import Database
from bot.store.schema import runs

_numbers = count()


def ask(**changes: object) -> Ask:
    """A public ask for prod with its own run id and trigger."""
    number = next(_numbers)
    fresh = Ask(f"run-{number}", f"trigger-{number}", "", "T1", "C1", "U1", "prod")
    return replace(fresh, **changes)  # type: ignore[arg-type]


def result(run_id: str) -> RunResult:
    """A result that uses every part of the model."""
    finding = Finding(
        "smtp.password_wrong_region",
        Severity.FAIL,
        "AKIAIOSFODNN7EXAMPLE",
        frozenset({"credential:smtp"}),
        {"regions": ("us-east-1",), "port": 587, "ratio": 0.5, "legacy": False, "tên": "Gửi"},
        variant="other",
        presumed=True,
    )
    judgement = Judgement(
        findings=(finding,), note=Note("note.example", {"n": 1}), stages=(Stage("auth", Outcome.FAIL, 40, "535 no"),)
    )
    skipped = CheckResult("ses.identity", Outcome.SKIPPED, 0, Judgement(skipped=True), blocked_by="smtp.auth")
    failed = CheckResult("smtp.auth", Outcome.FAIL, 41, judgement, incident="0a1b")
    at = datetime(2026, 11, 21, 20, 5, 1, tzinfo=UTC)
    return RunResult(run_id, "prod", "eu-central-1", None, ("smtp",), at, 1200, (failed, skipped), {"host": "h"})


async def test_an_ask_is_stored_as_it_was_asked(store: Store) -> None:
    asked = ask(
        only="smtp",
        language="vi",
        private=True,
        previous="run-0",
        origin="verify",
        enterprise_id="E1",
        recipient="a@example.com",
        simulate="ooto",
        region="eu-central-1",
        sender="noreply@example.com",
        target_language="vi",
    )
    before = datetime.now(UTC)
    accepted = await store.accept(asked)
    assert accepted.created
    assert accepted.run.ask == asked
    assert accepted.run.state is State.ACCEPTED
    assert before - timedelta(seconds=1) < accepted.run.created_at <= datetime.now(UTC)
    assert await store.get(asked.run_id) == accepted.run
    assert await store.get("unknown") is None


async def test_a_redelivered_command_is_the_same_run(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    again = await store.accept(replace(asked, run_id="another"))
    assert not again.created
    assert again.run.ask.run_id == asked.run_id
    assert await store.get("another") is None


async def test_the_same_trigger_of_another_workspace_is_another_run(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    other = await store.accept(replace(asked, run_id="other-team", team_id="T2"))
    assert other.created
    assert (await store.accept(replace(asked, run_id="other-grid", enterprise_id="E9"))).created


async def test_fifty_deliveries_at_once_are_one_run(store: Store) -> None:
    asked = ask()
    answers = await asyncio.gather(*(store.accept(replace(asked, run_id=f"{asked.run_id}-{n}")) for n in range(50)))
    assert sum(a.created for a in answers) == 1
    assert len({a.run.ask.run_id for a in answers}) == 1


async def test_fifty_people_at_once_get_one_card(store: Store) -> None:
    answers = await asyncio.gather(*(store.accept(ask(user_id=f"U{n}")) for n in range(50)))
    started = [a.run.ask.run_id for a in answers if a.run.state is State.ACCEPTED]
    joined = [a.run for a in answers if a.run.state is State.JOINED]
    assert len(started) == 1
    assert len(joined) == 49
    assert {run.joined_to for run in joined} == set(started)
    assert all(a.created for a in answers)


@pytest.mark.parametrize(
    "changes",
    [
        {"private": True},
        {"channel_id": "C2"},
        {"team_id": "T2"},
        {"target": "staging"},
        {"only": "smtp"},
        {"language": "vi"},
        {"origin": "verify", "previous": "run-0"},
        {"recipient": "a@example.com"},
        # The targets file was changed between the two.
        {"region": "us-east-1"},
        {"sender": "noreply@example.org"},
    ],
)
async def test_another_question_has_its_own_run(store: Store, changes: dict[str, object]) -> None:
    await store.accept(ask())
    assert (await store.accept(ask(**changes))).run.state is State.ACCEPTED


async def test_private_asks_never_join_each_other(store: Store) -> None:
    first, second = await store.accept(ask(private=True)), await store.accept(ask(private=True))
    assert (first.run.state, second.run.state) == (State.ACCEPTED, State.ACCEPTED)


async def test_a_click_joins_a_run_under_way_and_a_finished_one_is_not_reused(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    assert await store.mark_posting(asked.run_id)
    assert await store.keep_card(asked.run_id, "C1", "17.1")
    assert (await store.accept(ask(origin="again"))).run.joined_to == asked.run_id
    assert await store.keep_result(asked.run_id, result(asked.run_id))
    assert (await store.accept(ask(origin="again"))).run.state is State.ACCEPTED


async def test_a_run_that_is_long_dead_is_not_joined(url: str) -> None:
    store = await Store.open(url)
    asked = ask()
    await store.accept(asked)
    database = await Database.open(url)
    async with database.transaction() as connection:
        await connection.execute(update(runs).values(created_at=datetime.now(UTC) - timedelta(minutes=11)))
    await database.close()
    fresh = ask()
    assert (await store.accept(fresh)).run.state is State.ACCEPTED
    assert (await store.accept(ask())).run.joined_to == fresh.run_id
    await store.close()


async def test_a_crashed_run_is_not_joined(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    assert await store.mark_failed(asked.run_id, "0a1b2c3d")
    assert (await store.accept(ask())).run.state is State.ACCEPTED
    stored = await store.get(asked.run_id)
    assert stored is not None
    assert (stored.state, stored.incident) == (State.FAILED, "0a1b2c3d")


async def test_a_run_goes_its_way_and_never_back(store: Store) -> None:
    asked = ask()
    run_id = asked.run_id
    await store.accept(asked)
    states = []

    async def note() -> None:
        stored = await store.get(run_id)
        assert stored is not None
        states.append(stored.state)

    assert not await store.mark_delivered(run_id)
    await store.mark_posting(run_id)
    await note()
    await store.keep_card(run_id, "C1", "17.1")
    await note()
    assert not await store.mark_posting(run_id)
    await store.keep_result(run_id, result(run_id))
    await note()
    assert not await store.mark_running(run_id)
    assert not await store.keep_result(run_id, result(run_id))
    await store.mark_delivered(run_id)
    await note()
    assert not await store.mark_failed(run_id, "late")
    await note()
    assert states == [State.POSTING, State.RUNNING, State.FINISHED, State.DELIVERED, State.DELIVERED]


async def test_a_result_comes_back_as_it_was(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    await store.mark_running(asked.run_id)
    await store.keep_result(asked.run_id, result(asked.run_id))
    stored = await store.get(asked.run_id)
    assert stored is not None
    assert stored.result == result(asked.run_id)
    assert stored.finished_at is not None
    assert stored.finished_at >= stored.created_at


async def test_a_result_in_an_unknown_form_is_as_good_as_purged(url: str) -> None:
    store = await Store.open(url)
    asked = ask()
    await store.accept(asked)
    await store.keep_result(asked.run_id, result(asked.run_id))
    database = await Database.open(url)
    async with database.transaction() as connection:
        await connection.execute(update(runs).values(result={"version": -1}))
    await database.close()
    stored = await store.get(asked.run_id)
    await store.close()
    assert stored is not None
    assert (stored.state, stored.result) == (State.FINISHED, None)


async def test_a_card_posted_anew_is_noted_once(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    await store.keep_card(asked.run_id, "C1", "17.1")
    await store.keep_result(asked.run_id, result(asked.run_id))
    assert await store.mark_reposted(asked.run_id)
    assert not await store.mark_reposted(asked.run_id)
    await store.keep_card(asked.run_id, "C1", "18.2")
    stored = await store.get(asked.run_id)
    assert stored is not None
    assert (stored.card_ts, stored.reposted, stored.state) == ("18.2", True, State.FINISHED)


async def test_what_is_left_to_do_at_the_next_start(store: Store) -> None:
    asks = [ask(private=True) for _ in range(6)]
    for one in asks:
        await store.accept(one)
    ids = [one.run_id for one in asks]
    await store.mark_posting(ids[1])
    await store.mark_running(ids[2])
    await store.keep_result(ids[3], result(ids[3]))
    await store.keep_result(ids[4], result(ids[4]))
    await store.mark_delivered(ids[4])
    await store.mark_failed(ids[5], "0a1b")
    await store.accept(ask())
    await store.accept(ask())
    left = await store.list_unfinished()
    assert [run.ask.run_id for run in left][:4] == ids[:4]
    assert len(left) == 5, "the joined run is answered by the one that it joined"
    assert await store.mark_resumed(ids[0])
    first = (await store.list_unfinished())[0]
    assert first.resumed
    assert not await store.mark_resumed(ids[4])


async def test_old_runs_are_forgotten_and_recent_ones_kept(store: Store) -> None:
    asked = ask()
    await store.accept(asked)
    assert await store.purge() == 0
    assert await store.get(asked.run_id) is not None
    assert await store.purge(timedelta(0)) == 1
    assert await store.get(asked.run_id) is None


async def test_channels_and_people_choose_for_themselves(store: Store) -> None:
    channel, person = Owner("", "T1", "C1"), Owner("", "T1", "U1")
    assert await store.recall(channel) == {}
    await store.remember(channel, Preference.LAST_TARGET, "staging")
    await store.remember(channel, Preference.LAST_TARGET, "prod")
    await store.remember(channel, Preference.LANGUAGE, "en")
    await store.remember(person, Preference.LANGUAGE, "vi")
    assert await store.recall(channel) == {Preference.LAST_TARGET: "prod", Preference.LANGUAGE: "en"}
    assert await store.recall(person) == {Preference.LANGUAGE: "vi"}
    assert await store.recall(Owner("", "T2", "C1")) == await store.recall(Owner("E1", "T1", "U1")) == {}
    await store.forget(channel, Preference.LANGUAGE, Preference.MODE)
    assert await store.recall(channel) == {Preference.LAST_TARGET: "prod"}


async def test_a_cancelled_write_leaves_the_store_usable(store: Store) -> None:
    for _ in range(5):
        task = asyncio.create_task(store.accept(ask(private=True)))
        await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert (await store.accept(ask(private=True))).created


async def test_what_was_stored_is_there_after_a_restart(url: str) -> None:
    first = await Store.open(url)
    asked = ask()
    await first.accept(asked)
    await first.close()
    second = await Store.open(url)
    stored = await second.get(asked.run_id)
    await second.close()
    assert stored is not None
    assert stored.ask == asked
