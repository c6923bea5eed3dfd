"""The run behind a clicked card, for people who may see it here; and its question asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.intake.language_choice import keep_flag
from bot.intake.origin import Origin
from bot.intake.stored_run import (
    RunRefusal,
    locate_card,
    locate_reader,
    refuse_reading,
    refuse_repeating,
    repeat_request,
)
from bot.languages import LANGUAGES
from bot.store import StoredRun
from bot.words.catalogue import catalogue
from handlers.app.access import resolve_readable
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.reply import Reply, reply_not_stored, reply_to_anyone
from handlers.check.start import accept_check
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

_REFUSALS = {
    RunRefusal.GONE: "slack.run_gone",
    RunRefusal.UNFINISHED: "slack.run_unfinished",
    RunRefusal.FAILED: "slack.run_failed",
}


async def read_run(context: HandlerContext, requester: Requester) -> StoredRun | Reply:
    """The clicked run, once it has an answer and where this person may see it; else a private line that says why not."""
    run = await _find_run(context, requester, refuse_reading)
    if isinstance(run, Reply):
        return run
    origin = locate_reader(requester.origin, run)
    readable = await resolve_readable(context, requester, origin, run.ask.target)
    return readable if isinstance(readable, Reply) else run


async def run_again(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Run again": ask the whole question again, on the card that was clicked."""
    return await _repeat(context, requester, verify=False)


async def verify_fix(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Verify": ask what the run left open, on the card that was clicked."""
    return await _repeat(context, requester, verify=True)


async def _repeat(context: HandlerContext, requester: Requester, *, verify: bool) -> Reply:
    run = await _find_run(context, requester, refuse_repeating)
    if isinstance(run, Reply):
        return run
    # A dialog has no channel: its answer belongs to the card from which it was opened.
    requester = context.opened_from.find(requester, run.ask.run_id) if requester.view_id else requester
    channel = requester.channel_id or run.ask.channel_id
    thread = run.ask.thread_ts if channel == run.ask.channel_id else ""
    requester = replace(requester, channel_id=channel, thread_ts=thread)
    private = run.ask.private or requester.origin.direct
    flag = keep_flag(run.ask.language, _languages_of_button(requester.label), private=private)
    card = locate_card(run, requester.channel_id, requester.message_ts, ephemeral=requester.ephemeral)
    try:
        # Its answer is shown: a restart must not show it again on a card that holds a newer one by then.
        await context.store.mark_delivered(run.ask.run_id)
    except StoreUnavailable:
        return reply_not_stored(context, requester)
    reply = await accept_check(context, requester, *repeat_request(run, flag, verify=verify), card)
    return (
        _point_to_card(context, reply) if requester.ephemeral and card is not None and reply.run is not None else reply
    )


def _point_to_card(context: HandlerContext, reply: Reply) -> Reply:
    """The reply that also replaces the clicked copy, which one person sees, by a line that names the card."""

    async def point(url: ResponseUrl) -> None:
        language = await context.languages.for_person(reply.requester)
        words = line(language, "slack.answer_on_card")
        await url.send({"response_type": "ephemeral", "replace_original": True, "blocks": [], **words})
        if reply.after is not None:
            await reply.after(url)

    return replace(reply, after=point)


async def _find_run(
    context: HandlerContext, requester: Requester, refuse: Callable[[StoredRun | None, Origin], RunRefusal | None]
) -> StoredRun | Reply:
    """The run whose id is the first word of the button's value, else a private line that says why it is refused."""
    try:
        run = await context.store.get(requester.text.partition(" ")[0])
    except StoreUnavailable:
        return reply_not_stored(context, requester)
    refusal = refuse(run, requester.origin)
    if run is not None and refusal is None:
        return run
    key = _REFUSALS[refusal or RunRefusal.GONE]
    return await reply_to_anyone(context, requester, lambda language: line(language, key))


def _languages_of_button(label: str) -> frozenset[str]:
    """The languages in which "Run again" or "Verify the fix" is written so."""
    names = {language: catalogue(language) for language in LANGUAGES}
    return frozenset(language for language, say in names.items() if label in (say("card.again"), say("card.verify")))
