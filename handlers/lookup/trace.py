"""`/ses-trace`: what became of one mail. The answer is private unless `public` is typed."""

from __future__ import annotations

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.render.slack.payload import Payload
from bot.render.slack.trace import trace
from bot.request.commands import TRACE
from bot.request.lookups import TraceRequest, parse_trace
from bot.words.catalogue import catalogue
from bot.words.message_trace import build_trace
from handlers.app.access import TargetList, resolve_target
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, format_help, line
from handlers.app.reply import Reply, reply_to_usage
from handlers.lookup.run_lookup import Answer, Lookup, start_lookup
from handlers.slack.requester import Requester

# The action id of the buttons that name a target.
TARGET = "trace_target"


async def trace_message(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    request = parse_trace(requester.text)
    if not isinstance(request, TraceRequest):
        return await reply_to_usage(context, requester, request, _help)
    offer = TargetList(f"{request.typed_id} {request.typed_flags}".strip(), TARGET, "slack.choose_look")
    target = await resolve_target(context, requester, request.target, flag=request.language, offer=offer)
    if isinstance(target, Reply):
        return target

    async def run() -> Answer:
        found = await context.service.trace(target, request.message_id, request.region)
        asked_by = await context.people.find_name(requester.user_id)

        def answer(language: str, private: bool, _tabular: bool) -> Payload:
            return trace(build_trace(found, language, public=not private), asked_by=asked_by, private=private)

        return answer

    def announce(language: str) -> Message:
        return line(language, "trace.asking")

    public = request.public and not requester.origin.direct
    return await start_lookup(context, requester, Lookup(target, request.language, public, announce, run))


def _help(language: str) -> Message:
    return format_help(catalogue(language)("trace.help", command=TRACE.name, id=EXAMPLE_ID))
