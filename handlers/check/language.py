"""Shows a stored run once more, in another language, to the person who asked for it."""

from __future__ import annotations

import logging

from bot.core.errors import StoreUnavailable
from bot.languages import DEFAULT, LANGUAGES
from bot.render.slack.card import plain
from bot.render.slack.payload import Payload
from bot.store import StoredRun
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
    """The reply to a click on the language button or to a choice in the language menu."""
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
    """The language that the clicked button or the chosen menu entry names.

    A card of an earlier version carries the run id alone: then the button's words name the language, and where Slack
    leaves them out it is another one than the person reads now.
    """
    code = asker.text.partition(" ")[2]
    if code in LANGUAGES:
        return code
    named = [code for code, language in LANGUAGES.items() if language.name == asker.label]
    current = await desk.languages.at_once(asker) or DEFAULT
    return next(iter([*named, *(other for other in LANGUAGES if other != current)]), current)
