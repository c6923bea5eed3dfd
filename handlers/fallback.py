"""What nobody else answers: one helpful line, so that nothing ends in silence or in Slack's own error."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.render.slack.mrkdwn import code
from bot.request.check import COMMAND
from handlers.app.context import Desk
from handlers.app.messages import Message, line
from handlers.app.reply import Reply, hand_over, harmless
from handlers.slack.requester import Asker, from_action, from_command, from_event, read
from handlers.slack.response_url import ResponseUrl

# Attached after all others: Bolt takes the first listener that matches.
LAST = True
_ANY = re.compile(".*", re.DOTALL)


def attach(app: AsyncApp, desk: Desk) -> None:
    """Answer everything else."""

    @app.command(_ANY)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_command(body)
        reply = await harmless(desk, asker, _unknown_command)
        await ack(**reply.ack)
        hand_over(desk, reply)

    @app.action(_ANY)
    async def on_action(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = Reply(asker) if asker.link else await harmless(desk, asker, _unknown_button)
        await ack()
        hand_over(desk, reply)

    @app.shortcut(_ANY)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        asker = from_action(body)
        reply = await harmless(desk, asker, hint)
        await ack()
        hand_over(desk, reply)

    @app.view(_ANY)
    async def on_view(ack: AsyncAck) -> None:
        await ack()

    @app.view_closed(_ANY)
    async def on_view_closed(ack: AsyncAck) -> None:
        await ack()

    @app.options(_ANY)
    async def on_options(ack: AsyncAck) -> None:
        await ack(options=[])

    @app.event(_ANY)
    async def on_event(body: dict[str, Any]) -> None:
        asker = from_event(body)
        if _wants_answer(body) and desk.once.first(asker.trigger):
            hand_over(desk, Reply(asker, after=_answer(desk, asker, direct=_is_direct(body))))


def hint(language: str) -> Message:
    """How to ask."""
    return line(language, "slack.hint", command=code(f"{COMMAND} prod"), help=code(f"{COMMAND} help"))


def _unknown_command(language: str) -> Message:
    return line(language, "slack.unknown_command", command=code(COMMAND), help=code(f"{COMMAND} help"))


def _unknown_button(language: str) -> Message:
    return line(language, "slack.unknown_button", command=code(COMMAND))


def _answer(desk: Desk, asker: Asker, *, direct: bool) -> Any:
    async def answer(url: ResponseUrl) -> None:
        words = hint(await desk.languages.private(asker))
        if direct:
            await desk.slack.post(asker.channel_id, words)
        else:
            await desk.slack.ephemeral(asker.channel_id, asker.user_id, words, asker.thread_ts)

    return answer


def _wants_answer(body: Any) -> bool:
    """A person mentioned the bot, or wrote to it directly; not an edit, a join, or another bot's words."""
    event = body.get("event") if isinstance(body, dict) else None
    if not read(event, "user") or read(event, "bot_id") or read(event, "subtype"):
        return False
    return read(event, "type") == "app_mention" or _is_direct(body)


def _is_direct(body: Any) -> bool:
    event = body.get("event") if isinstance(body, dict) else None
    return read(event, "type") == "message" and read(event, "channel_type") == "im"
