"""Answers what no other row of handlers.routes answers, so that nobody meets silence or Slack's own error."""

from __future__ import annotations

from bot.render.slack.mrkdwn import code
from bot.request.commands import CHECK
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line
from handlers.app.reply import After, Reply, reply_to_anyone
from handlers.slack.requester import MessageEvent, Requester
from handlers.slack.response_url import ResponseUrl


async def name_commands(context: HandlerContext, requester: Requester) -> Reply:
    """A command that is none of ours: which ones are."""
    return await reply_to_anyone(context, requester, _unknown_command)


async def explain_button(context: HandlerContext, requester: Requester) -> Reply:
    """A button of an earlier version. One that opens a page by itself needs no words."""
    return Reply(requester) if requester.link else await reply_to_anyone(context, requester, _unknown_button)


async def give_hint(context: HandlerContext, requester: Requester) -> Reply:
    """A shortcut that is none of ours: how to ask."""
    return await reply_to_anyone(context, requester, hint)


async def answer_mention(context: HandlerContext, event: MessageEvent) -> Reply:
    """A message that names the bot: how to ask, for its author alone."""

    async def answer(url: ResponseUrl) -> None:
        words = hint(await context.languages.for_person(event))
        await context.slack.post_ephemeral(event.channel_id, event.user_id, words, event.thread_ts)

    return _answer_once(context, event, answer)


async def answer_direct_message(context: HandlerContext, event: MessageEvent) -> Reply:
    """A message to the bot itself: how to ask. A message of another conversation is left alone."""

    async def answer(url: ResponseUrl) -> None:
        await context.slack.post(event.channel_id, hint(await context.languages.for_person(event)))

    return _answer_once(context, event, answer) if event.direct else Reply(event)


async def offer_nothing(context: HandlerContext, requester: Requester) -> Reply:
    """A menu that asks for its options: none of ours does."""
    return Reply(requester, {"options": []})


async def ignore(context: HandlerContext, requester: Requester) -> Reply:
    """A closed dialog, or an event that asks for nothing."""
    return Reply(requester)


def hint(language: str) -> Message:
    """How to ask."""
    return line(language, "slack.hint", command=code(f"{CHECK.name} prod"), help=code(f"{CHECK.name} help"))


def _answer_once(context: HandlerContext, event: MessageEvent, answer: After) -> Reply:
    """Slack delivers an event again where its answer was late. Only a person's new message is answered."""
    wanted = event.by_person and context.seen_triggers.add(event.trigger)
    return Reply(event, after=answer if wanted else None)


def _unknown_command(language: str) -> Message:
    return line(language, "slack.unknown_command", command=code(CHECK.name), help=code(f"{CHECK.name} help"))


def _unknown_button(language: str) -> Message:
    return line(language, "slack.unknown_button", command=code(CHECK.name))
