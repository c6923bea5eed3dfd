"""What a handler returns: the arguments of the acknowledgement, and what starts once Slack has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.render.slack.mrkdwn import code
from bot.request.flags import UsageProblem
from bot.request.grammar import HelpRequest
from bot.store import StoredRun
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, audience_refusal, line, usage_problem
from handlers.app.tasks import OnCrash
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import Clicked, ResponseUrl

# Seconds after which a person is told that the answer is on its way.
LATE = 2.5
# Makes a message in a language.
Say = Callable[[str], Message]
AsyncSay = Callable[[str], Awaitable[Message]]
After = Callable[[ResponseUrl], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """ack: the arguments of the acknowledgement. run: the stored run to start. after: the work to start.

    awaited: somebody waits for the answer that `after` sends, so a bot that stops gives it time.
    """

    requester: Requester
    ack: Message = field(default_factory=dict)
    run: StoredRun | None = None
    after: After | None = None
    awaited: bool = False


# Answers one thing that Slack sent: decides, stores, and returns what is acknowledged and started. Never sends by itself.
Handler = Callable[[HandlerContext, Requester], Awaitable[Reply]]


def hand_over(context: HandlerContext, reply: Reply) -> None:
    """Start the run and the work of a reply. Cannot raise: that would lose the acknowledgement just sent."""
    url = response_url_of(context, reply.requester)
    if reply.run is not None:
        context.runner.submit(reply.run, url)
    if reply.after is not None:
        tasks = context.lookups if reply.awaited else context.tasks
        on_crash = _report_crash(context, reply.requester, url) if reply.awaited else None
        tasks.start(reply.after(url), "after an acknowledgement", on_crash=on_crash)


def response_url_of(context: HandlerContext, requester: Requester) -> ResponseUrl:
    """The response URL of a command or click, with what it can replace."""
    clicked = Clicked.EPHEMERAL if requester.ephemeral else Clicked.MESSAGE
    return ResponseUrl(context.slack, requester.response_url, clicked if requester.message_ts else Clicked.NOTHING)


def _report_crash(context: HandlerContext, requester: Requester, url: ResponseUrl) -> OnCrash:
    """Work that tells whoever waits that no answer will come."""

    async def report(incident: str) -> None:
        language = context.languages.guess(requester)
        words = line(language, "slack.look_crashed", incident=code(incident))
        await send_private(context.slack, requester, url, words)

    return report


def reply_in_ack(requester: Requester, message: Message) -> Reply:
    """A private line within the acknowledgement. Only a command's acknowledgement can hold one."""
    return Reply(requester, {"response_type": "ephemeral", **message})


async def reply_to_member(
    context: HandlerContext,
    requester: Requester,
    say: Say,
    *,
    flag: str | None = None,
    target_language: str = "",
) -> Reply:
    """A private line that may name targets, so only people and channels of this organisation get it.

    It is part of the acknowledgement where neither the language nor the organisation has to be asked from Slack.
    """
    if requester.command and context.people.is_known_member(requester):
        language = await context.languages.known_for_person(requester, flag, target_language)
        if language is not None:
            return reply_in_ack(requester, say(language))

    async def say_later(language: str) -> Message:
        return say(language)

    return reply_to_member_later(context, requester, say_later, flag=flag, target_language=target_language)


def reply_to_member_later(
    context: HandlerContext,
    requester: Requester,
    say: AsyncSay,
    *,
    flag: str | None = None,
    target_language: str = "",
) -> Reply:
    """As `reply_to_member`, for a line that has to ask Slack for what it says: after the acknowledgement."""

    async def send(url: ResponseUrl) -> None:
        refusal = await context.people.find_refusal(requester)
        language = await context.languages.for_person(requester, flag, target_language)
        message = audience_refusal(language, refusal) if refusal else await say(language)
        await send_private(context.slack, requester, url, message)

    return Reply(requester, after=send)


async def reply_to_anyone(context: HandlerContext, requester: Requester, say: Say, *, flag: str | None = None) -> Reply:
    """A private line that names no target and no run: people of other organisations may read it too."""
    language = await context.languages.known_for_person(requester, flag) if requester.command else None
    if language is not None:
        return reply_in_ack(requester, say(language))

    async def send(url: ResponseUrl) -> None:
        message = say(await context.languages.for_person(requester, flag))
        await send_private(context.slack, requester, url, message)

    return Reply(requester, after=send)


async def reply_to_usage(
    context: HandlerContext,
    requester: Requester,
    request: HelpRequest | UsageProblem,
    help_message: Say,
    *,
    flag: str | None = None,
) -> Reply:
    """How a command is used, or what of the typed words was not understood. flag: the language that was typed."""
    if isinstance(request, HelpRequest):
        return await reply_to_anyone(context, requester, help_message, flag=request.language)
    return await reply_to_anyone(context, requester, lambda language: usage_problem(request, language), flag=flag)


def reply_not_stored(context: HandlerContext, requester: Requester, flag: str | None = None) -> Reply:
    """The database is down: say at once that nothing was stored and nothing was started."""
    message = line(context.languages.guess(requester, flag), "slack.store_down")
    if requester.command:
        return reply_in_ack(requester, message)

    async def send(url: ResponseUrl) -> None:
        await send_private(context.slack, requester, url, message)

    return Reply(requester, after=send)
