"""A message to the bot is a command: a mention in a channel or a thread, and every direct message.

This is the only way to ask in a thread, where Slack offers no slash commands. bot.request.mention reads the message; the
handlers of the slash commands answer it, in its thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.intake.access import list_open_targets
from bot.render.slack.mrkdwn import code
from bot.request.commands import CHECK, COMPARE, EXPLAIN, Command
from bot.request.grammar import help_request
from bot.request.mention import Mention, parse_mention
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line, mention_help
from handlers.app.reply import Handler, Reply, reply_to_anyone
from handlers.explain.explain import explain_written
from handlers.slack.requester import MessageEvent

Handlers = Mapping[Command, Handler]


async def answer_mention(handlers: Handlers, context: HandlerContext, event: MessageEvent) -> Reply:
    """Answer a message that mentions the bot. handlers: of the commands.

    Slack delivers an event again where its acknowledgement came late, and one message may be two kinds of event. Messages
    of bots and edited ones are left alone.
    """
    own = event.user_id == context.people.bot_user_id
    if own or not event.by_person or not context.seen_triggers.add(f"message {event.trigger}"):
        return Reply(event)
    asked = _read(context, event)
    if asked.command is EXPLAIN:
        if asked.text or event.files or asked.named:
            return await explain_written(context, event, asked.text, named=asked.named)
        return await reply_to_anyone(context, event, mention_help)
    if asked.command is CHECK and (help_asked := help_request(asked.text)):
        return await reply_to_anyone(context, event, mention_help, flag=help_asked.language)
    if asked.command is COMPARE and not asked.text:
        return await reply_to_anyone(context, event, _compare_hint)
    return await handlers[asked.command](context, replace(event, text=asked.text))


async def answer_direct_message(handlers: Handlers, context: HandlerContext, event: MessageEvent) -> Reply:
    """Answer a message in a direct conversation with the bot, where it needs no mention."""
    return await answer_mention(handlers, context, event) if event.direct else Reply(event)


def _compare_hint(language: str) -> Message:
    """Slack opens no dialog after a message."""
    return line(language, "slack.mention.compare", command=code(COMPARE.name))


def _read(context: HandlerContext, event: MessageEvent) -> Mention:
    targets = context.targets.current()
    names = list_open_targets(targets, event.origin)

    def is_target(word: str) -> bool:
        return targets.name_of(word) is not None or bool(targets.near(word, names))

    return parse_mention(event.text, context.people.bot_user_id, is_target)
