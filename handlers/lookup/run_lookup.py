"""Runs a lookup: says that it has begun, then sends its answer to the channel or to one person.

Nothing is stored. A bot that stops gives a lookup time to end; after a crash the person has to ask again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.core.target import Target
from bot.render.slack.payload import Payload
from handlers.app.access import list_open_targets, refusal
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, broken_target, line, target_buttons
from handlers.app.publish import send_to_channel, send_to_person
from handlers.app.reply import Reply, reply_not_stored, reply_to_member
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

# Renders the answer: in a language, for one person or not, with Slack's own table or without.
Answer = Callable[[str, bool, bool], Payload]


async def resolve_target(
    context: HandlerContext, requester: Requester, typed: str | None, flag: str | None, *, rest: str, action: str
) -> Target | Reply:
    """The target that was named, else the channel's last, else the only one; else a reply that says what to do.

    rest, action: what goes along with a click on a list of targets, and the action id of its buttons.
    """
    name = typed
    if name is None:
        names = list_open_targets(context.targets.current(), requester)
        try:
            last = await context.store.recall_target(
                requester.team_id, requester.channel_id, enterprise_id=requester.enterprise_id
            )
        except StoreUnavailable:
            return reply_not_stored(context, requester, flag)
        name = last if last in names else names[0] if len(names) == 1 else None
        if not names:
            return await reply_to_member(
                context, requester, lambda language: line(language, "slack.no_targets"), flag=flag
            )
        if name is None:
            head = "slack.choose_look"
            return await reply_to_member(
                context, requester, lambda language: target_buttons(language, names, rest, action, head), flag=flag
            )
    refused = await refusal(context, requester, name, flag)
    if refused is not None:
        return refused
    target = context.targets.current().get(name)
    if target is None:
        # Its configuration was broken a moment ago.
        broken = name
        return await reply_to_member(
            context, requester, lambda language: broken_target(language, broken, ()), flag=flag
        )
    return target


async def start_lookup(
    context: HandlerContext,
    requester: Requester,
    target: Target,
    flag: str | None,
    *,
    announce: Callable[[str], Message],
    run: Callable[[], Awaitable[Answer]],
    public: bool,
) -> Reply:
    """Say that the lookup has begun, then send its answer. People of other organisations get neither."""
    first = await reply_to_member(context, requester, announce, flag=flag, target=target)

    async def rest(url: ResponseUrl) -> None:
        if first.after is not None:
            # To people of other organisations this says why they get no answer.
            await first.after(url)
        if not await context.people.find_refusal(requester):
            await _send_answer(context, requester, url, target, flag, await run(), public=public)

    return replace(first, after=rest, awaited=True)


async def _send_answer(
    context: HandlerContext,
    requester: Requester,
    url: ResponseUrl,
    target: Target,
    flag: str | None,
    answer: Answer,
    *,
    public: bool,
) -> None:
    """Send the answer with Slack's own table, or without it where Slack does not take one."""
    if public:
        language = await context.languages.for_channel(requester.user_id, flag, target)
        for tabular in (True, False):
            if await send_to_channel(context, requester, url, answer(language, False, tabular)):
                return
    language = await context.languages.for_person(requester, flag, target)
    for tabular in (True, False):
        if await send_to_person(context, requester, url, answer(language, True, tabular)):
            return
