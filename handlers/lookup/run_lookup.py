"""Runs a lookup and sends its answer to the channel or to one person. Where the answer is late, a line says so meanwhile.

Slack lets no bot replace what a command has said (https://github.com/slackapi/bolt-js/issues/2287), so the line would
stay below every quick answer.

Nothing is stored. A bot that stops gives a lookup time to end; after a crash the person has to ask again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.target import Target
from bot.render.slack.payload import Payload
from handlers.app.context import HandlerContext
from handlers.app.messages import audience_refusal
from handlers.app.publish import send_to_channel, send_to_person
from handlers.app.reply import LATE, Reply, Say
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

# Renders the answer: in a language, for one person or not, with Slack's own table or without.
Answer = Callable[[str, bool, bool], Payload]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question about a target. flag: the language that was typed. public: the channel reads the answer.

    announce: the line that says that AWS is being asked. run: asks AWS.
    """

    target: Target
    flag: str | None
    public: bool
    announce: Say
    run: Callable[[], Awaitable[Answer]]


async def start_lookup(context: HandlerContext, requester: Requester, lookup: Lookup) -> Reply:
    """Start the lookup and send its answer. People of other organisations get only the reason why they get none.

    A lookup that Slack delivers a second time is not run again.
    """
    if not context.seen_triggers.add(requester.trigger):
        return Reply(requester)

    async def run(url: ResponseUrl) -> None:
        refusal = await context.people.find_refusal(requester)
        if refusal:
            language = await context.languages.for_person(requester, lookup.flag, lookup.target.language)
            await send_private(context.slack, requester, url, audience_refusal(language, refusal))
            return
        asked = asyncio.ensure_future(lookup.run())
        try:
            if not (await asyncio.wait({asked}, timeout=LATE))[0]:
                language = await context.languages.for_person(requester, lookup.flag, lookup.target.language)
                await send_private(context.slack, requester, url, lookup.announce(language))
            answer = await asked
        finally:
            asked.cancel()
        await _send_answer(context, requester, url, lookup, answer)

    return Reply(requester, after=run, awaited=True)


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
