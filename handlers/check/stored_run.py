"""The run behind a clicked card, for people who may see it here; and the same question asked anew."""

from __future__ import annotations

from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.languages import LANGUAGES
from bot.request.check import CheckRequest
from bot.store import State, StoredRun
from bot.words.catalogue import catalogue
from handlers.app.access import refusal
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, line
from handlers.app.reply import Reply, reply_not_stored, reply_to_anyone
from handlers.check.start import accept_check
from handlers.slack.requester import Requester


async def read_run(context: HandlerContext, requester: Requester) -> StoredRun | Reply:
    """The clicked run, once it has an answer and where this person may see it; else a private line that says why not."""
    run = await _find_run(context, requester)
    if isinstance(run, Reply):
        return run
    if run.result is None:
        return await _reply_line(
            context, requester, "slack.run_failed" if run.state is State.FAILED else "slack.run_unfinished"
        )
    refused = await refusal(context, _where_asked(requester, run), run.ask.target, to_read=True)
    return refused or run


async def run_again(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Run again": ask the same question anew, on a new card."""
    return await _ask_anew(context, requester, "again")


async def verify_fix(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Verify the fix": as `run_again`, and the new card compares before and after."""
    return await _ask_anew(context, requester, "verify")


async def _ask_anew(context: HandlerContext, requester: Requester, origin: str) -> Reply:
    run = await _find_run(context, requester)
    if isinstance(run, Reply):
        return run
    if run.result is None and run.state is not State.FAILED:
        return await _reply_line(context, requester, "slack.run_unfinished")
    ask = run.ask
    # A dialog has no channel: its answer belongs to the card from which it was opened.
    requester = requester if requester.channel_id else replace(requester, channel_id=ask.channel_id)
    # A button never sends another simulated mail: each one is confirmed in its own dialog.
    request = CheckRequest(ask.target, _choose_flag(requester, run), ask.only, ask.private, ask.recipient)
    previous = ask.run_id if origin == "verify" else None
    return await accept_check(
        context, requester, ask.target, request, origin=origin, previous=previous, suspects=ask.suspects
    )


def _choose_flag(requester: Requester, run: StoredRun) -> str | None:
    """The run's language flag; None where its private card was switched to another language since, which counts more."""
    flag = run.ask.language
    private = run.ask.private or requester.channel_id.startswith("D")
    names = {language: catalogue(language) for language in LANGUAGES}
    shown = {language for language, say in names.items() if requester.label in (say("card.again"), say("card.verify"))}
    return flag if not private or not shown or flag in shown else None


async def _find_run(context: HandlerContext, requester: Requester) -> StoredRun | Reply:
    try:
        run = await context.store.get(requester.text.partition(" ")[0])
    except StoreUnavailable:
        return reply_not_stored(context, requester)
    if run is None or (requester.team_id and run.ask.team_id != requester.team_id):
        return await _reply_line(context, requester, "slack.run_gone")
    return run


def _where_asked(requester: Requester, run: StoredRun) -> Requester:
    """The requester in the channel where the run was asked, if the click came from a dialog or from a direct answer to it."""
    answered_directly = requester.channel_id == run.card_channel and requester.user_id == run.ask.user_id
    return (
        replace(requester, channel_id=run.ask.channel_id)
        if answered_directly or not requester.channel_id
        else requester
    )


async def _reply_line(context: HandlerContext, requester: Requester, key: str) -> Reply:
    def say(language: str) -> Message:
        return line(language, key)

    return await reply_to_anyone(context, requester, say)
