"""What an accepted question leads to: a confirmation first, a run, or the card of a run that is under way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.target import Target
from bot.intake.origin import Origin
from bot.request.check import CheckRequest
from bot.store import Accepted, Ask, State, StoredRun


class SendRefusal(StrEnum):
    """Why no simulated mail may be sent for a target: its owner did not allow it, or it has no SMTP login."""

    SWITCHED_OFF = "switched_off"
    NO_LOGIN = "no_login"


@dataclass(frozen=True, slots=True)
class SendForbidden:
    """No simulated mail may be sent."""

    target: Target
    reason: SendRefusal


@dataclass(frozen=True, slots=True)
class ConfirmFirst:
    """A person has to confirm the simulated mail. Until then nothing is stored. request: names the target."""

    target: Target
    request: CheckRequest


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a check is asked. origin: "command", "again", "verify" or "explain", as bot.store.Ask has it.

    previous: the id of the run whose card is changed, for "again" and "verify". suspects: the causes that an explanation
    wants confirmed or ruled out. confirmed: a person confirmed the simulated mail.
    """

    origin: str = "command"
    previous: str | None = None
    suspects: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """Start this run. remember: the target becomes the channel's last one."""

    run: StoredRun
    remember: bool


@dataclass(frozen=True, slots=True)
class Join:
    """The card of this run, which is under way, answers the question too."""

    run: StoredRun


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The chat platform delivered the same question before. Its answer is on the way."""


def plan_check(
    target: Target, request: CheckRequest, origin: Origin, trigger: str, run_id: str, reason: Reason
) -> Ask | ConfirmFirst | SendForbidden:
    """What to do with a check of a target that may be checked. trigger: the same where the platform delivers it again."""
    if request.simulate:
        if not target.allow_simulator_send:
            return SendForbidden(target, SendRefusal.SWITCHED_OFF)
        if target.smtp is None or target.smtp.username is None or target.smtp.password is None:
            return SendForbidden(target, SendRefusal.NO_LOGIN)
        if not reason.confirmed:
            return ConfirmFirst(target, replace(request, target=target.name))
    return Ask(
        run_id=run_id,
        trigger=trigger,
        enterprise_id=origin.enterprise_id,
        team_id=origin.team_id,
        channel_id=origin.channel_id,
        user_id=origin.user_id,
        target=target.name,
        only=request.only,
        language=request.language,
        private=request.private,
        previous=reason.previous,
        origin=reason.origin,
        suspects=reason.suspects,
        recipient=request.recipient,
        simulate=request.simulate,
        region=target.region,
        sender=target.sender,
        target_language=target.language,
        thread_ts=origin.thread_ts,
    )


def decide_start(accepted: Accepted, running: StoredRun | None) -> Start | Join | Duplicate:
    """What a stored question leads to. running: the run that it joined, None where that is not known any more."""
    if not accepted.created:
        return Duplicate()
    if accepted.run.state is State.JOINED and running is not None:
        return Join(running)
    return Start(accepted.run, remember=not accepted.run.ask.private)
