"""The bot is killed in each state of a run and started again: there is one card, with its answer."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.lab.slack.server import SlackLab
from bot.lab.slack.workspace import Message
from bot.store import Store
from tests.handlers.world import (
    ALERTS,
    AN,
    AN_DIRECT,
    INCIDENTS,
    MARY,
    Silence,
    buttons,
    environ,
    press,
    run_id,
    write_targets,
)

SERVE = """
import asyncio
from bot.app import serve
from bot.settings import load_settings
asyncio.run(serve(load_settings(), http=False, host="127.0.0.1", port=0))
"""


class Killable:
    """The bot as a process of its own."""

    def __init__(self, slack: SlackLab, silence: Silence, folder: Path) -> None:
        self.slack = slack
        self.silence = silence
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        write_targets(folder, silence.port)

    async def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                SERVE,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder), **environ(self.slack, self._folder)},
                stderr=log,
            )
        await self.slack.wait_for(lambda: self.slack.sockets.connected, timeout=20)

    async def kill(self, number: int = signal.SIGKILL) -> int:
        """Send the signal and wait for the end; the exit code."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(number)
        code = await process.wait()
        await self.slack.wait_for(lambda: not self.slack.sockets.connected)
        return code

    async def ask(self, text: str, *, channel: str = INCIDENTS, user: str = AN) -> None:
        outcome = await self.slack.command(f"/ses-check {text}", user=user, channel=channel)
        assert outcome.error is None

    def cards(self, channel: str = INCIDENTS) -> list[Message]:
        return [m for m in self.slack.messages(channel) if m.by_bot and m.thread_ts is None]

    async def first_answer(self, text: str) -> tuple[Message, str]:
        """Ask, hang up on the bot, and wait for the answer: its card and the id of its run."""
        await self.ask(text)
        await self.slack.wait_for(lambda: self.cards() and self.silence.calls)
        await self.silence.hang_up()
        card = await self.one_card()
        return card, run_id(card)

    async def press(self, card: Message, action: str, *, user: str) -> None:
        """Press a card's button, or choose the entry of its menu that stands for the action."""
        assert (await press(self.slack, card, action, user=user)).error is None

    async def one_card(self, channel: str = INCIDENTS) -> Message:
        """Wait until the only card of the channel holds its answer and no run is unfinished; return the card."""
        answered = await self.slack.wait_for(lambda: [m for m in self.cards(channel) if buttons(m)], timeout=15)
        store = await Store.open(environ(self.slack, self._folder)["SES_CHECK_DATABASE_URL"])
        try:
            for _ in range(100):
                if not await store.list_unfinished():
                    break
                await asyncio.sleep(0.05)
            assert await store.list_unfinished() == []
        finally:
            await store.close()
        assert len(self.cards(channel)) == 1
        return answered[0]

    def seen(self, method: str) -> int:
        return sum(1 for request in self.slack.requests if request.method == method)

    def log(self) -> str:
        return (self._folder / "log").read_text()


@pytest.fixture
async def bot(slack: SlackLab, silence: Silence, tmp_path: Path) -> AsyncIterator[Killable]:
    killable = Killable(slack, silence, tmp_path)
    await killable.start()
    yield killable
    await killable.kill()
    assert "Traceback" not in killable.log()
    assert "xoxb-" not in killable.log() + "".join(m.text for m in slack.workspace.posts)
    assert "/response/" not in killable.log().replace("/response/…", "")


async def test_killed_after_it_was_accepted_and_before_its_card(bot: Killable) -> None:
    bot.slack.faults.stall("users.info", 30)
    await bot.ask("prod")
    await bot.slack.wait_for(lambda: bot.seen("users.info"))
    await bot.kill()
    assert bot.cards() == []
    await bot.start()
    await bot.one_card()


async def test_killed_between_posting_and_storing(bot: Killable) -> None:
    bot.slack.faults.drop_after("chat.postMessage")
    bot.slack.faults.stall("conversations.history", 30)
    await bot.ask("prod")
    await bot.slack.wait_for(lambda: bot.seen("conversations.history"))
    await bot.kill()
    assert len(bot.cards()) == 1
    await bot.start()
    await bot.one_card()
    assert bot.seen("chat.postMessage") == 1


async def test_killed_in_mid_run(bot: Killable) -> None:
    await bot.ask("slow")
    await bot.slack.wait_for(lambda: bot.cards() and bot.silence.calls)
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    await bot.one_card()
    assert bot.seen("chat.postMessage") == 1


@pytest.mark.parametrize("action", ["check_verify", "check_again"])
async def test_killed_while_a_card_is_asked_again(bot: Killable, action: str) -> None:
    card, first = await bot.first_answer("slow lang:en")
    bot.silence.wait_again()
    await bot.press(card, action, user=MARY)
    await bot.slack.wait_for(lambda: bot.silence.calls >= 2 and not buttons(card))
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    assert await bot.one_card() is card
    assert run_id(card) != first and "→" in str(card.blocks)


async def test_a_card_is_verified_after_a_restart(bot: Killable) -> None:
    card, first = await bot.first_answer("slow lang:en")
    await bot.kill()
    await bot.start()
    await bot.press(card, "check_verify", user=MARY)
    await bot.slack.wait_for(lambda: run_id(card) != first and buttons(card), timeout=10)
    assert await bot.one_card() is card


async def test_killed_between_the_result_and_the_last_update(bot: Killable) -> None:
    await bot.ask("slow")
    await bot.slack.wait_for(bot.cards)
    bot.slack.faults.stall("chat.update", 30)
    await bot.silence.hang_up()
    await bot.slack.wait_for(lambda: bot.seen("chat.update"))
    await bot.kill()
    await bot.start()
    await bot.one_card()
    assert bot.seen("chat.postMessage") == 1


async def test_where_history_is_closed_the_person_is_answered_directly_and_told_why(bot: Killable) -> None:
    bot.slack.workspace.scopes.discard("channels:history")
    bot.slack.faults.stall("chat.postMessage", 30)
    await bot.ask("prod lang:en")
    await bot.slack.wait_for(lambda: bot.seen("chat.postMessage"))
    await bot.kill()
    await bot.start()
    card = await bot.one_card(AN_DIRECT)
    assert f"<#{INCIDENTS}>" in str(card.blocks)
    assert "I was restarted" in str(card.blocks)


async def test_where_the_bot_is_no_member_the_person_is_answered_directly(bot: Killable) -> None:
    bot.slack.workspace.scopes.discard("chat:write.public")
    await bot.ask("slow lang:en", channel=ALERTS)
    await bot.slack.wait_for(lambda: bot.slack.ephemerals(AN, ALERTS))
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    card = await bot.one_card(AN_DIRECT)
    assert "I was restarted" in str(card.blocks)
    assert bot.cards(ALERTS) == []


async def test_a_private_ask_is_answered_directly_and_stays_private(bot: Killable) -> None:
    await bot.ask("slow private lang:en")
    await bot.slack.wait_for(lambda: bot.slack.ephemerals(AN, INCIDENTS))
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    await bot.one_card(AN_DIRECT)
    assert bot.cards() == []


async def test_killed_twice(bot: Killable) -> None:
    await bot.ask("slow")
    await bot.slack.wait_for(bot.cards)
    await bot.kill()
    await bot.start()
    await bot.slack.wait_for(lambda: bot.silence.calls >= 2, timeout=10)
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    await bot.one_card()


async def test_sigterm_lets_a_run_end(bot: Killable) -> None:
    await bot.ask("slow")
    await bot.slack.wait_for(lambda: bot.cards() and bot.silence.calls)
    ending = asyncio.create_task(bot.kill(signal.SIGTERM))
    await bot.slack.wait_for(lambda: not bot.slack.sockets.connected)
    await bot.silence.hang_up()
    started = time.monotonic()
    assert await ending == 0
    assert time.monotonic() - started < 10
    assert buttons(bot.cards()[0])


async def test_the_next_start_ends_what_two_people_asked(bot: Killable) -> None:
    await bot.ask("slow lang:en")
    await bot.slack.wait_for(bot.cards)
    await bot.ask("slow lang:en", user=MARY)
    await bot.kill()
    await bot.silence.hang_up()
    await bot.start()
    await bot.one_card()
