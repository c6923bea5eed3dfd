"""Answers what no other row of handlers.routes answers, so that nobody meets silence or Slack's own error."""

from __future__ import annotations

from bot.render.slack.mrkdwn import code
from bot.request.check import COMMAND
from handlers.app.context import Desk
from handlers.app.messages import Message, line
from handlers.app.reply import After, Reply, harmless
from handlers.slack.requester import Asker, MessageEvent
from handlers.slack.response_url import ResponseUrl


async def name_commands(desk: Desk, asker: Asker) -> Reply:
    """A command that is none of ours: which ones are."""
    return await harmless(desk, asker, _unknown_command)


async def explain_button(desk: Desk, asker: Asker) -> Reply:
    """A button of an earlier version. One that opens a page by itself needs no words."""
    return Reply(asker) if asker.link else await harmless(desk, asker, _unknown_button)


async def give_hint(desk: Desk, asker: Asker) -> Reply:
    """A shortcut that is none of ours: how to ask."""
    return await harmless(desk, asker, hint)


async def answer_mention(desk: Desk, event: MessageEvent) -> Reply:
    """A message that names the bot: how to ask, for its author alone."""

    async def answer(url: ResponseUrl) -> None:
        words = hint(await desk.languages.private(event))
        await desk.slack.ephemeral(event.channel_id, event.user_id, words, event.thread_ts)

    return _answer_once(desk, event, answer)


async def answer_direct_message(desk: Desk, event: MessageEvent) -> Reply:
    """A message to the bot itself: how to ask. A message of another conversation is left alone."""

    async def answer(url: ResponseUrl) -> None:
        await desk.slack.post(event.channel_id, hint(await desk.languages.private(event)))

    return _answer_once(desk, event, answer) if event.direct else Reply(event)


async def offer_nothing(desk: Desk, asker: Asker) -> Reply:
    """A menu that asks for its options: none of ours does."""
    return Reply(asker, {"options": []})


async def ignore(desk: Desk, asker: Asker) -> Reply:
    """A closed dialog, or an event that asks for nothing."""
    return Reply(asker)


def hint(language: str) -> Message:
    """How to ask."""
    return line(language, "slack.hint", command=code(f"{COMMAND} prod"), help=code(f"{COMMAND} help"))


def _answer_once(desk: Desk, event: MessageEvent, answer: After) -> Reply:
    """Slack delivers an event again where its answer was late. Only a person's new message is answered."""
    wanted = event.by_person and desk.once.first(event.trigger)
    return Reply(event, after=answer if wanted else None)


def _unknown_command(language: str) -> Message:
    return line(language, "slack.unknown_command", command=code(COMMAND), help=code(f"{COMMAND} help"))


def _unknown_button(language: str) -> Message:
    return line(language, "slack.unknown_button", command=code(COMMAND))
