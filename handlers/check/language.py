"""The button or menu "Language": a stored run once more, in another language, for the person who asked for it."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.languages import DEFAULT, LANGUAGES
from bot.render.slack.card import plain
from bot.render.slack.payload import Payload
from bot.store import StoredRun
from handlers.app.context import HandlerContext
from handlers.app.messages import audience_refusal
from handlers.app.reply import Reply
from handlers.card.content import Card
from handlers.card.earlier import read_earlier
from handlers.check.stored_run import read_run
from handlers.slack.client import Done
from handlers.slack.message import message_arguments
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def switch_language(context: HandlerContext, requester: Requester) -> Reply:
    """Show the run in the language that was chosen, and remember that this person chose it."""
    run = await read_run(context, requester)
    if isinstance(run, Reply):
        return run
    stored, language = run, await _read_language(context, requester)
    try:
        await context.languages.remember_choice(requester, language)
    except StoreUnavailable:
        log.warning("a person's language could not be stored")

    async def send(url: ResponseUrl) -> None:
        refusal = await context.people.find_refusal(requester)
        if refusal:
            await send_private(context.slack, requester, url, audience_refusal(language, refusal))
        else:
            await _send_card(context, requester, stored, language, url)

    return Reply(requester, after=send)


async def _send_card(
    context: HandlerContext, requester: Requester, run: StoredRun, language: str, url: ResponseUrl
) -> None:
    earlier = await read_earlier(context.store, run.ask)
    asked_by = (await context.people.find_person(earlier.asker)).name
    card = Card(run.ask, asked_by, before=earlier.result, answer=run.result)
    payload = card.render(language, private=True)
    directly = requester.origin.direct and requester.channel_id == run.card_channel
    in_place = requester.ephemeral or directly
    if not await _send(context, requester, payload, url, in_place=in_place):
        payload = plain(payload)
        await _send(context, requester, payload, url, in_place=in_place)
    for part in payload.overflow:
        await send_private(context.slack, requester, url, message_arguments(part))


async def _send(
    context: HandlerContext, requester: Requester, payload: Payload, url: ResponseUrl, *, in_place: bool
) -> bool:
    """Send the card; in_place: instead of the clicked one, which only this person sees. False where Slack refused it."""
    message = message_arguments(payload)
    if in_place:
        kind = "ephemeral" if requester.ephemeral else "in_channel"
        answer = await url.send({"response_type": kind, "replace_original": True, **message})
        if isinstance(answer, Done):
            return True
    return await send_private(context.slack, requester, url, message)


async def _read_language(context: HandlerContext, requester: Requester) -> str:
    """The language that the clicked button or the chosen menu entry names.

    A card of an earlier version carries the run id alone: then the button's words name the language, and where Slack
    leaves them out it is another one than the person reads now.
    """
    code = requester.text.partition(" ")[2]
    if code in LANGUAGES:
        return code
    named = [code for code, language in LANGUAGES.items() if language.name == requester.label]
    current = await context.languages.known_for_person(requester) or DEFAULT
    return next(iter([*named, *(other for other in LANGUAGES if other != current)]), current)
