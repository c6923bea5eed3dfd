"""What a handler decided: what is acknowledged, and what happens afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.core.target import Target
from bot.render.slack.mrkdwn import code
from bot.store import StoredRun
from handlers.app.context import Desk
from handlers.app.messages import Message, line
from handlers.app.tasks import Crashed
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

Say = Callable[[str], Awaitable[Message]]
After = Callable[[ResponseUrl], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """ack: the arguments of the acknowledgement. run: to be started. after: the rest, once Slack has its answer.

    look: the rest is an answer that somebody waits for; a bot that is stopped meanwhile gives it time.
    """

    asker: Asker
    ack: Message = field(default_factory=dict)
    run: StoredRun | None = None
    after: After | None = None
    look: bool = False


def hand_over(desk: Desk, reply: Reply) -> None:
    """Start what was decided. Cannot raise: an exception right after an acknowledgement would lose that."""
    url = ResponseUrl(desk.slack, reply.asker.response_url)
    if reply.run is not None:
        desk.runner.submit(reply.run, url)
    if reply.after is not None:
        tasks = desk.looks if reply.look else desk.tasks
        tasks.start(reply.after(url), "after an acknowledgement", crashed=_crashed(desk, reply, url))


def _crashed(desk: Desk, reply: Reply, url: ResponseUrl) -> Crashed | None:
    """Whoever waits for an answer hears that none will come."""

    async def told(incident: str) -> None:
        language = desk.languages.without_looking(reply.asker)
        words = line(language, "slack.look_crashed", incident=code(incident))
        await tell(desk.slack, reply.asker, url, words)

    return told if reply.look else None


def said_now(asker: Asker, message: Message) -> Reply:
    """A private line within the acknowledgement; only a command's can hold one."""
    return Reply(asker, {"response_type": "ephemeral", **message})


async def private(
    desk: Desk, asker: Asker, say: Callable[[str], Message], *, flag: str | None = None, target: Target | None = None
) -> Reply:
    """A private line that may name targets: only for people and channels of this organisation.

    Within the acknowledgement where its language and the organisation are known without asking Slack, else after it.
    """
    if asker.command and desk.people.known_at_home(asker):
        language = await desk.languages.at_once(asker, flag, target)
        if language is not None:
            return said_now(asker, say(language))

    async def looked_up(language: str) -> Message:
        return say(language)

    return private_later(desk, asker, looked_up, flag=flag, target=target)


def private_later(
    desk: Desk, asker: Asker, say: Say, *, flag: str | None = None, target: Target | None = None
) -> Reply:
    """As `private`, for a line that asks Slack for what it says."""

    async def later(url: ResponseUrl) -> None:
        closed = await desk.people.closed(asker)
        language = await desk.languages.private(asker, flag, target)
        message = line(language, closed) if closed else await say(language)
        await tell(desk.slack, asker, url, message)

    return Reply(asker, after=later)


async def harmless(desk: Desk, asker: Asker, say: Callable[[str], Message], *, flag: str | None = None) -> Reply:
    """A private line that names nothing of ours: whoever asks may read it."""
    language = await desk.languages.at_once(asker, flag) if asker.command else None
    if language is not None:
        return said_now(asker, say(language))

    async def later(url: ResponseUrl) -> None:
        await tell(desk.slack, asker, url, say(await desk.languages.private(asker, flag)))

    return Reply(asker, after=later)


def not_stored(desk: Desk, asker: Asker, flag: str | None = None) -> Reply:
    """The database is down: said at once, so that nobody waits for an answer that will not come."""
    message = line(desk.languages.without_looking(asker, flag), "slack.store_down")
    if asker.command:
        return said_now(asker, message)

    async def later(url: ResponseUrl) -> None:
        await tell(desk.slack, asker, url, message)

    return Reply(asker, after=later)
