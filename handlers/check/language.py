"""Shows a stored run once more, in the other language, to who clicked."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.languages import DEFAULT, LANGUAGES
from bot.render.slack.card import plain
from bot.render.slack.payload import Payload
from bot.store import StoredRun
from bot.words.catalogue import catalogue
from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.app.reply import Reply
from handlers.card.content import Card
from handlers.card.places import content
from handlers.check.stored_run import readable
from handlers.slack.client import Done
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def reread(desk: Desk, asker: Asker) -> Reply:
    """The reply to a click on the language button."""
    run = await readable(desk, asker)
    if isinstance(run, Reply):
        return run
    stored, language = run, await _wanted(desk, asker)
    try:
        await desk.languages.choose(asker, language)
    except StoreUnavailable:
        log.warning("a person's language could not be stored")

    async def show(url: ResponseUrl) -> None:
        closed = await desk.people.closed(asker)
        if closed:
            await tell(desk.slack, asker, url, line(language, closed))
        else:
            await _show(desk, asker, stored, language, url)

    return Reply(asker, after=show)


async def _show(desk: Desk, asker: Asker, run: StoredRun, language: str, url: ResponseUrl) -> None:
    earlier = None
    if run.ask.previous:
        try:
            earlier = await desk.store.get(run.ask.previous)
        except StoreUnavailable:
            log.warning("the earlier run could not be read")
    region = run.result.region if run.result is not None else ""
    card = Card(run.ask, region, before=earlier.result if earlier is not None else None, answer=run.result)
    payload = card.payload(language, private=True)
    directly = asker.channel_id.startswith("D") and asker.channel_id == run.card_channel
    if not await _shown(desk, asker, payload, url, in_place=asker.ephemeral or directly):
        payload = plain(payload)
        await _shown(desk, asker, payload, url, in_place=asker.ephemeral or directly)
    for part in payload.overflow:
        await tell(desk.slack, asker, url, content(part))


async def _shown(desk: Desk, asker: Asker, payload: Payload, url: ResponseUrl, *, in_place: bool) -> bool:
    if in_place:
        kind = "ephemeral" if asker.ephemeral else "in_channel"
        answer = await url.send({"response_type": kind, "replace_original": True, **content(payload)})
        if isinstance(answer, Done):
            return True
    return await tell(desk.slack, asker, url, content(payload))


async def _wanted(desk: Desk, asker: Asker) -> str:
    """The language that the clicked button names; a button without words: the one that the person does not read now."""
    for shown in LANGUAGES:
        if catalogue(shown)("card.language") == asker.label:
            return next(other for other in LANGUAGES if other != shown)
    current = await desk.languages.at_once(asker) or DEFAULT
    return next(other for other in LANGUAGES if other != current)
