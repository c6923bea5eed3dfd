"""`/ses-trace`: what became of one mail. The answer is private unless `public` is typed."""

from __future__ import annotations

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.render.slack.payload import Payload
from bot.render.slack.trace import trace
from bot.request.commands import TRACE
from bot.request.flags import UsageProblem
from bot.request.grammar import HelpRequest
from bot.request.lookups import TraceRequest, parse_trace
from bot.words.catalogue import catalogue
from bot.words.message_trace import build_trace
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, format_help, line, usage_problem
from handlers.app.reply import Reply, reply_to_anyone
from handlers.lookup.run_lookup import Answer, resolve_target, start_lookup
from handlers.slack.requester import Requester

# The action id of the buttons that name a target.
TARGET = "trace_target"


async def trace_message(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    request = parse_trace(requester.text)
    if isinstance(request, HelpRequest):
        return await reply_to_anyone(context, requester, _help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await reply_to_anyone(context, requester, lambda language: usage_problem(problem, language))
    return await _start(context, requester, request)


async def _start(context: HandlerContext, requester: Requester, request: TraceRequest) -> Reply:
    rest = f"{request.typed_id} {request.typed_flags}".strip()
    target = await resolve_target(context, requester, request.target, request.language, rest=rest, action=TARGET)
    if isinstance(target, Reply):
        return target
    if not context.seen_triggers.add(requester.trigger):
        return Reply(requester)

    async def run() -> Answer:
        found = await context.service.trace(target, request.message_id, request.region)

        def answer(language: str, private: bool, _tabular: bool) -> Payload:
            return trace(build_trace(found, language, public=not private), asked_by=requester.user_id, private=private)

        return answer

    def announce(language: str) -> Message:
        return line(language, "trace.asking")

    public = request.public and not requester.channel_id.startswith("D")
    return await start_lookup(context, requester, target, request.language, announce=announce, run=run, public=public)


def _help(language: str) -> Message:
    return format_help(catalogue(language)("trace.help", command=TRACE.name, id=EXAMPLE_ID))
