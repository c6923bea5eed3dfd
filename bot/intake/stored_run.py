"""Which stored runs may be read or asked again, and with which rights."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.intake.origin import Origin
from bot.intake.start import Reason
from bot.request.check import CheckRequest
from bot.store import State, StoredRun


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
    """The question of a run once more. flag: the language flag. verify: the answer is compared with this run.

    A simulated mail is left out: each one is confirmed in its own dialog.
    """
    ask = run.ask
    request = CheckRequest(ask.target, flag, ask.only, ask.private, ask.recipient)
    if verify:
        return request, Reason("verify", previous=ask.run_id, suspects=ask.suspects)
    return request, Reason("again", suspects=ask.suspects)


def _is_foreign(run: StoredRun, origin: Origin) -> bool:
    return bool(origin.team_id) and run.ask.team_id != origin.team_id
