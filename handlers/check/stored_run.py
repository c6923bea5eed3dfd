"""The run behind a clicked card, for people who may see it here; and its question asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.intake.language_choice import keep_flag
from bot.intake.origin import Origin
from bot.intake.stored_run import RunRefusal, locate_reader, refuse_reading, refuse_repeating, repeat_request
from bot.languages import LANGUAGES
from bot.store import StoredRun
from bot.words.catalogue import catalogue
from handlers.app.access import resolve_readable
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.reply import Reply, reply_not_stored, reply_to_anyone
from handlers.check.start import accept_check
from handlers.slack.requester import Requester

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
    """Answer the button "Run again": ask the same question again, on a new card."""
    return await _repeat(context, requester, verify=False)


async def verify_fix(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Verify the fix": as `run_again`, and the new card compares before and after."""
    return await _repeat(context, requester, verify=True)


async def _repeat(context: HandlerContext, requester: Requester, *, verify: bool) -> Reply:
    run = await _find_run(context, requester, refuse_repeating)
    if isinstance(run, Reply):
        return run
    # A dialog has no channel: its answer belongs to the card from which it was opened.
    channel = requester.channel_id or run.ask.channel_id
    thread = run.ask.thread_ts if channel == run.ask.channel_id else ""
    requester = replace(requester, channel_id=channel, thread_ts=thread)
    private = run.ask.private or requester.origin.direct
    flag = keep_flag(run.ask.language, _languages_of_button(requester.label), private=private)
    return await accept_check(context, requester, *repeat_request(run, flag, verify=verify))


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
