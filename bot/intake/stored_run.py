"""Which stored runs may be read or asked again, and with which rights."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.intake.origin import Origin
from bot.intake.start import Reason
from bot.request.check import CheckRequest
from bot.store import CardPlace, State, StoredRun


class RunRefusal(StrEnum):
    """Why a run cannot be read: it was purged or is another team's, it goes on, or it crashed."""

    GONE = "gone"
    UNFINISHED = "unfinished"
    FAILED = "failed"


def refuse_reading(run: StoredRun | None, origin: Origin) -> RunRefusal | None:
    """Why the answer of a run cannot be shown; None where it can. run: None where the id is unknown."""
    if run is None or _is_foreign(run, origin):
        return RunRefusal.GONE
    if run.result is None:
        return RunRefusal.FAILED if run.state is State.FAILED else RunRefusal.UNFINISHED
    return None


def refuse_repeating(run: StoredRun | None, origin: Origin) -> RunRefusal | None:
    """Why the question of a run cannot be asked again; None where it can, also where it crashed."""
    refusal = refuse_reading(run, origin)
    return None if refusal is RunRefusal.FAILED else refusal


def locate_reader(origin: Origin, run: StoredRun) -> Origin:
    """From where a person reads a run. The channel in which the run was asked counts, if they are in no channel, or read
    the answer to their own question where the bot sent it directly."""
    answered_directly = origin.channel_id == run.card_channel and origin.user_id == run.ask.user_id
    return replace(origin, channel_id=run.ask.channel_id) if answered_directly or not origin.channel_id else origin


def repeat_request(run: StoredRun, flag: str | None, *, verify: bool) -> tuple[CheckRequest, Reason]:
    """The question of a run once more. flag: the language flag. verify: only what the run left open is asked.

    The answer is compared with this run, or where it crashed with the one before it.

    A simulated mail is left out: each one is confirmed in its own dialog.
    """
    ask = run.ask
    request = CheckRequest(ask.target, flag, ask.only, ask.private, ask.recipient)
    previous = ask.run_id if run.result is not None else ask.previous
    return request, Reason("verify" if verify else "again", previous=previous, suspects=ask.suspects)


def locate_card(run: StoredRun, channel_id: str, message_ts: str, *, ephemeral: bool) -> CardPlace | None:
    """The message to change where a button of a run was clicked: the clicked one, or for a dialog and for a copy that one
    person sees, the run's own card. None where that is not known, as for a private answer.

    message_ts: of the clicked message, "" for a dialog.
    """
    if message_ts and not ephemeral:
        return CardPlace(channel_id, message_ts)
    return CardPlace(run.card_channel, run.card_ts) if run.card_channel and run.card_ts else None


def _is_foreign(run: StoredRun, origin: Origin) -> bool:
    return bool(origin.team_id) and run.ask.team_id != origin.team_id
