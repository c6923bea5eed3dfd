"""A click on a card: the run behind it, for who may see it here."""

from __future__ import annotations

from dataclasses import replace

from bot.core.errors import StoreUnavailable
from bot.languages import LANGUAGES
from bot.request.check import CheckRequest
from bot.store import State, StoredRun
from bot.words.catalogue import catalogue
from handlers.app.access import refusal
from handlers.app.context import Desk
from handlers.app.messages import Message, line
from handlers.app.reply import Reply, harmless, not_stored
from handlers.check.start import accept_check
from handlers.slack.requester import Asker


async def readable(desk: Desk, asker: Asker) -> StoredRun | Reply:
    """The answered run, for who may check its target here; else the private line to say instead."""
    run = await _stored(desk, asker)
    if isinstance(run, Reply):
        return run
    if run.result is None:
        return await _line(desk, asker, "slack.run_failed" if run.state is State.FAILED else "slack.run_unfinished")
    refused = await refusal(desk, _where_asked(asker, run), run.ask.target, to_read=True)
    return refused or run


async def run_again(desk: Desk, asker: Asker) -> Reply:
    """A click on "Run again": the same question, asked anew, on a new card."""
    return await _ask_anew(desk, asker, "again")


async def verify_fix(desk: Desk, asker: Asker) -> Reply:
    """A click on "Verify the fix": asked anew, and the new card compares before and after."""
    return await _ask_anew(desk, asker, "verify")


async def _ask_anew(desk: Desk, asker: Asker, origin: str) -> Reply:
    run = await _stored(desk, asker)
    if isinstance(run, Reply):
        return run
    if run.result is None and run.state is not State.FAILED:
        return await _line(desk, asker, "slack.run_unfinished")
    ask = run.ask
    # A simulated mail is never sent again by a button: who wants another one confirms it anew.
    request = CheckRequest(ask.target, _flag(asker, run), ask.only, ask.private, ask.recipient)
    previous = ask.run_id if origin == "verify" else None
    return await accept_check(desk, asker, ask.target, request, origin=origin, previous=previous, suspects=ask.suspects)


def _flag(asker: Asker, run: StoredRun) -> str | None:
    """The run's language flag, save where its private card was put into another language since: that choice counts."""
    flag = run.ask.language
    private = run.ask.private or asker.channel_id.startswith("D")
    names = {language: catalogue(language) for language in LANGUAGES}
    shown = {language for language, say in names.items() if asker.label in (say("card.again"), say("card.verify"))}
    return flag if not private or not shown or flag in shown else None


async def _stored(desk: Desk, asker: Asker) -> StoredRun | Reply:
    try:
        run = await desk.store.get(asker.text.partition(" ")[0])
    except StoreUnavailable:
        return not_stored(desk, asker)
    if run is None or (asker.team_id and run.ask.team_id != asker.team_id):
        return await _line(desk, asker, "slack.run_gone")
    return run


def _where_asked(asker: Asker, run: StoredRun) -> Asker:
    """A modal has no channel, and an answer may have come directly: then the channel counts where the run was asked."""
    answered_directly = asker.channel_id == run.card_channel and asker.user_id == run.ask.user_id
    return replace(asker, channel_id=run.ask.channel_id) if answered_directly or not asker.channel_id else asker


async def _line(desk: Desk, asker: Asker, key: str) -> Reply:
    def say(language: str) -> Message:
        return line(language, key)

    return await harmless(desk, asker, say)
