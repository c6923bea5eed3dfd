"""A look that is no check: which target is meant, a line that says that it has begun, the answer where it belongs.

Nothing is stored. A bot that is stopped meanwhile finishes the look if it can; after a crash it is asked for again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.core.target import Target
from bot.render.slack.payload import Payload
from handlers.app.access import open_to, refusal
from handlers.app.context import Desk
from handlers.app.messages import Message, broken_target, choices, line
from handlers.app.publish import show_all, show_one
from handlers.app.reply import Reply, not_stored, private
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

# The answer: in which language, whether for one person only, whether with a table of Slack's.
Answer = Callable[[str, bool, bool], Payload]


async def meant(
    desk: Desk, asker: Asker, typed: str | None, flag: str | None, *, rest: str, action: str
) -> Target | Reply:
    """The target that was named, else the channel's last, else the only one; else a reply that says what to do.

    rest, action: what goes along with a click on a list of targets, and the action id of its buttons.
    """
    name = typed
    if name is None:
        names = open_to(desk.targets.current(), asker)
        try:
            last = await desk.store.last_target(asker.team_id, asker.channel_id, enterprise_id=asker.enterprise_id)
        except StoreUnavailable:
            return not_stored(desk, asker, flag)
        name = last if last in names else names[0] if len(names) == 1 else None
        if not names:
            return await private(desk, asker, lambda language: line(language, "slack.no_targets"), flag=flag)
        if name is None:
            head = "slack.choose_look"
            return await private(desk, asker, lambda said: choices(said, names, rest, action, head), flag=flag)
    refused = await refusal(desk, asker, name, flag)
    if refused is not None:
        return refused
    target = desk.targets.current().get(name)
    if target is None:
        # Its configuration was broken a moment ago.
        broken = name
        return await private(desk, asker, lambda language: broken_target(language, broken, ()), flag=flag)
    return target


async def begun(
    desk: Desk,
    asker: Asker,
    target: Target,
    flag: str | None,
    *,
    begin: Callable[[str], Message],
    look: Callable[[], Awaitable[Answer]],
    public: bool,
) -> Reply:
    """Say that the look has begun, then show its answer. Says and shows nothing to other organizations."""
    first = await private(desk, asker, begin, flag=flag, target=target)

    async def rest(url: ResponseUrl) -> None:
        if first.after is not None:
            # It says why where it says nothing else.
            await first.after(url)
        if not await desk.people.closed(asker):
            await _shown(desk, asker, url, target, flag, await look(), public=public)

    return replace(first, after=rest, look=True)


async def _shown(
    desk: Desk, asker: Asker, url: ResponseUrl, target: Target, flag: str | None, answer: Answer, *, public: bool
) -> None:
    """With Slack's own table, and without where Slack does not take it."""
    if public:
        language = await desk.languages.channel(asker.user_id, flag, target)
        for tabular in (True, False):
            if await show_all(desk, asker, url, answer(language, False, tabular)):
                return
    language = await desk.languages.private(asker, flag, target)
    for tabular in (True, False):
        if await show_one(desk, asker, url, answer(language, True, tabular)):
            return
