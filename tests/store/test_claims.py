"""Which runs join each other where a recipient or a mail is asked for, and that a run sends at most once. On both
databases.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.store import State, Store
from tests.store.test_store import ask


async def test_asks_about_the_same_recipient_join(store: Store) -> None:
    first = await store.accept(ask(recipient="a@example.com"))
    assert (await store.accept(ask(recipient="a@example.com"))).run.joined_to == first.run.ask.run_id
    assert (await store.accept(ask(recipient="b@example.com"))).run.state is State.ACCEPTED


async def test_a_run_that_sends_a_mail_joins_nobody_and_nobody_joins_it(store: Store) -> None:
    for asked in (ask(), ask(simulate="success"), ask(simulate="success"), ask(simulate="success", only="smtp")):
        assert (await store.accept(asked)).run.state is State.ACCEPTED
    assert (await store.accept(ask())).run.state is State.JOINED


async def test_one_claim_of_fifty_is_granted_and_none_after_a_restart(url: str) -> None:
    store = await Store.open(url)
    asked = ask(simulate="success")
    await store.accept(asked)
    answers = await asyncio.gather(*(store.claim(asked.run_id) for _ in range(50)))
    assert sum(answers) == 1
    assert await store.claim("another-run")
    await store.close()
    again = await Store.open(url)
    assert not await again.claim(asked.run_id)
    await again.close()


async def test_a_claim_is_forgotten_with_its_run_and_not_before(store: Store) -> None:
    asked = ask(simulate="success")
    await store.accept(asked)
    await store.claim(asked.run_id)
    assert await store.purge(timedelta(days=1)) == 0
    assert not await store.claim(asked.run_id)
    assert await store.purge(timedelta(0)) == 1
    assert await store.claim(asked.run_id)
