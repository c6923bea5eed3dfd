"""Answers one person who asked for something that needs no waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.render.slack.payload import Payload
from handlers.app.context import HandlerContext
from handlers.app.publish import send_in_thread, send_to_person
from handlers.app.reply import Reply, reply_in_ack
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


async def answer_now(
    context: HandlerContext, requester: Requester, render: Callable[[str], Payload], *, flag: str | None = None
) -> Reply:
    """A private answer, within the acknowledgement where the language need not be asked from Slack; else after it.

    render: makes the answer in a language. flag: the language that was typed.
    """
    language = await context.languages.known_for_person(requester, flag) if requester.command else None
    if language is not None:
        payload = render(language)

        async def send_overflow(url: ResponseUrl) -> None:
            for part in payload.overflow:
                await send_private(context.slack, requester, url, message_arguments(part))

        reply = reply_in_ack(requester, message_arguments(payload))
        return replace(reply, after=send_overflow if payload.overflow else None)

    async def send(url: ResponseUrl) -> None:
        send_payload = send_in_thread if requester.thread_ts and not requester.origin.direct else send_to_person
        await send_payload(context, requester, url, render(await context.languages.for_person(requester, flag)))

    return Reply(requester, after=send)
