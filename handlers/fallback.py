"""Answers what no other row of handlers.routes answers, so that nobody meets silence or Slack's own error."""

from __future__ import annotations

from bot.render.slack.mrkdwn import code
from bot.request.commands import CHECK
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line
from handlers.app.reply import Reply, reply_to_anyone
from handlers.slack.requester import Requester


async def name_commands(context: HandlerContext, requester: Requester) -> Reply:
    """A command that is none of ours: which ones are."""
    return await reply_to_anyone(context, requester, _unknown_command)


async def explain_button(context: HandlerContext, requester: Requester) -> Reply:
    """A button of an earlier version. One that opens a page by itself needs no words."""
    return Reply(requester) if requester.link else await reply_to_anyone(context, requester, _unknown_button)


async def give_hint(context: HandlerContext, requester: Requester) -> Reply:
    """A shortcut that is none of ours: how to ask."""
    return await reply_to_anyone(context, requester, _hint)


async def offer_nothing(context: HandlerContext, requester: Requester) -> Reply:
    """A menu that asks for its options: none of ours does."""
    return Reply(requester, {"options": []})


async def ignore(context: HandlerContext, requester: Requester) -> Reply:
    """A closed dialog, or an event that asks for nothing."""
    return Reply(requester)


def _hint(language: str) -> Message:
    """How to ask."""
    return line(language, "slack.hint", command=code(f"{CHECK.name} prod"), help=code(f"{CHECK.name} help"))


def _unknown_command(language: str) -> Message:
    return line(language, "slack.unknown_command", command=code(CHECK.name), help=code(f"{CHECK.name} help"))


def _unknown_button(language: str) -> Message:
    return line(language, "slack.unknown_button", command=code(CHECK.name))
