"""Runs a lookup: says that it has begun, then sends its answer to the channel or to one person.

Nothing is stored. A bot that stops gives a lookup time to end; after a crash the person has to ask again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.core.target import Target
from bot.render.slack.payload import Payload
from handlers.app.context import HandlerContext
from handlers.app.publish import send_to_channel, send_to_person
from handlers.app.reply import Reply, Say, reply_to_member
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

# Renders the answer: in a language, for one person or not, with Slack's own table or without.
Answer = Callable[[str, bool, bool], Payload]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question about a target. flag: the language that was typed. public: the channel reads the answer.

    announce: the line that says that it has begun. run: asks AWS.
    """

    target: Target
    flag: str | None
    public: bool
    announce: Say
    run: Callable[[], Awaitable[Answer]]


async def start_lookup(context: HandlerContext, requester: Requester, lookup: Lookup) -> Reply:
    """Say that the lookup has begun, then send its answer. People of other organisations get neither.

    A lookup that Slack delivers a second time is not run again.
    """
    if not context.seen_triggers.add(requester.trigger):
        return Reply(requester)
    language = lookup.target.language
    first = await reply_to_member(context, requester, lookup.announce, flag=lookup.flag, target_language=language)

    async def run(url: ResponseUrl) -> None:
        if first.after is not None:
            # To people of other organisations this says why they get no answer.
            await first.after(url)
        if not await context.people.find_refusal(requester):
            await _send_answer(context, requester, url, lookup, await lookup.run())

    return replace(first, after=run, awaited=True)


async def _send_answer(
    context: HandlerContext, requester: Requester, url: ResponseUrl, lookup: Lookup, answer: Answer
) -> None:
    """Send the answer with Slack's own table, or without it where Slack does not take one."""
    languages, own = context.languages, lookup.target.language
    if lookup.public:
        language = await languages.for_channel(requester, lookup.flag, own)
        for tabular in (True, False):
            if await send_to_channel(context, requester, url, answer(language, False, tabular)):
                return
    language = await languages.for_person(requester, lookup.flag, own)
    for tabular in (True, False):
        if await send_to_person(context, requester, url, answer(language, True, tabular)):
            return
