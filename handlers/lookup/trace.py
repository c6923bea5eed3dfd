"""What became of one mail? The command, and the buttons that stand for it. Only for the asker unless `public` is typed."""

from __future__ import annotations

from bot.core.evidence.message_trace import EXAMPLE_ID
from bot.render.slack.payload import Payload
from bot.render.slack.trace import trace
from bot.request.check import HelpRequest, UsageProblem
from bot.request.lookups import TRACE, TraceRequest, parse_trace
from bot.words.catalogue import catalogue
from bot.words.message_trace import build_trace
from handlers.app.context import Desk
from handlers.app.messages import Message, helped, line, usage
from handlers.app.reply import Reply, harmless
from handlers.lookup.run_lookup import Answer, begun, meant
from handlers.slack.requester import Asker

# The action id of the buttons that name a target.
TARGET = "trace_target"


async def traces(desk: Desk, asker: Asker) -> Reply:
    """What was typed after the command, or a button that stands for it."""
    request = parse_trace(asker.text)
    if isinstance(request, HelpRequest):
        return await harmless(desk, asker, _help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await harmless(desk, asker, lambda language: usage(problem, language))
    return await _asked(desk, asker, request)


async def _asked(desk: Desk, asker: Asker, request: TraceRequest) -> Reply:
    target = await meant(desk, asker, request.target, request.language, rest=_rest(request), action=TARGET)
    if isinstance(target, Reply):
        return target
    if not desk.once.first(asker.trigger):
        return Reply(asker)

    async def look() -> Answer:
        found = await desk.service.trace(target, request.message_id, request.region)

        def answer(language: str, private: bool, _tabular: bool) -> Payload:
            return trace(build_trace(found, language, public=not private), asked_by=asker.user_id, private=private)

        return answer

    def begin(language: str) -> Message:
        return line(language, "trace.asking")

    public = request.public and not asker.channel_id.startswith("D")
    return await begun(desk, asker, target, request.language, begin=begin, look=look, public=public)


def _rest(request: TraceRequest) -> str:
    """What goes along with a click on a target. The id keeps the region that it named."""
    typed = f"{request.message_id}@{request.region}.amazonses.com" if request.region else request.message_id
    if request.region == "us-east-1":
        typed = f"{request.message_id}@email.amazonses.com"
    flags = [f"lang:{request.language}"] if request.language else []
    return " ".join([typed, *flags, *(["public"] if request.public else [])])


def _help(language: str) -> Message:
    return helped(catalogue(language)("trace.help", command=TRACE, id=EXAMPLE_ID))
