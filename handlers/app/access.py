"""Finds the target of a question for one requester, or the private line that says why there is none.

The rules are those of bot.intake.target_choice; this module reads what they need and turns refusals into messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.errors import StoreUnavailable
from bot.core.target import Target
from bot.intake.access import list_other_channels
from bot.intake.origin import Origin
from bot.intake.target_choice import (
    Broken,
    Chosen,
    Forbidden,
    NoTarget,
    Readable,
    Refusal,
    Several,
    Unknown,
    choose_target,
    find_readable,
)
from bot.store import Preference
from handlers.app.choices import channel
from handlers.app.context import HandlerContext
from handlers.app.messages import (
    TARGET,
    Message,
    broken_target,
    forbidden_target,
    no_targets,
    target_buttons,
    unknown_target,
)
from handlers.app.reply import Reply, reply_not_stored, reply_to_member, reply_to_member_later
from handlers.slack.requester import Requester

# Slack is asked about so many channels at most, to name the public ones in a refusal.
_MOST_CHANNELS = 10


@dataclass(frozen=True, slots=True)
class TargetList:
    """How a list of targets is offered where several may be meant.

    rest: the other words that were typed, which go with a click. action: of the buttons. head: the key of the sentence
    above them.
    """

    rest: str = ""
    action: str = TARGET
    head: str = "slack.choose"


async def resolve_target(
    context: HandlerContext,
    requester: Requester,
    typed: str | None,
    *,
    flag: str | None = None,
    offer: TargetList | None = None,
) -> Target | Reply:
    """The target of a new question, else a private line that says why there is none. flag: the language that was typed.

    typed: a target's name or alias, None where none was typed. offer: how a choice of several is shown.
    """
    last = None
    if typed is None:
        try:
            last = (await context.store.recall(channel(requester))).get(Preference.LAST_TARGET)
        except StoreUnavailable:
            return reply_not_stored(context, requester, flag)
    choice = choose_target(context.targets.current(), requester.origin, typed, last)
    if isinstance(choice, Chosen):
        return choice.target
    return await _reply_refusal(context, requester, choice, flag, offer or TargetList())


async def resolve_readable(
    context: HandlerContext, requester: Requester, origin: Origin, typed: str, *, flag: str | None = None
) -> str | Reply:
    """The name of a target whose old answers may be read from this origin, else a private line that says why not."""
    found = find_readable(context.targets.current(), origin, typed)
    if isinstance(found, Readable):
        return found.name
    return await _reply_refusal(context, requester, found, flag, TargetList())


async def _reply_refusal(
    context: HandlerContext, requester: Requester, refusal: Refusal, flag: str | None, offer: TargetList
) -> Reply:
    if isinstance(refusal, Forbidden):
        return _reply_forbidden(context, requester, refusal, flag)
    if isinstance(refusal, NoTarget):
        return reply_no_target(context, requester, flag=flag)

    def say(language: str) -> Message:
        match refusal:
            case Several(names):
                return target_buttons(language, names, offer.rest, offer.action, offer.head)
            case Unknown(typed, near, names):
                return unknown_target(language, typed, near, names)
            case Broken(name, mistakes):
                return broken_target(language, name, mistakes)

    return await reply_to_member(context, requester, say, flag=flag)


def reply_no_target(context: HandlerContext, requester: Requester, *, flag: str | None = None) -> Reply:
    """Nothing may be checked here: where this person may check what, and whom to ask."""

    async def say(language: str) -> Message:
        targets, elsewhere = context.targets.current(), []
        for name in targets.targets:
            channels = await _keep_public(context, list_other_channels(targets, name, requester.user_id))
            if channels:
                elsewhere.append((name, channels))
        return no_targets(language, len(targets.targets), elsewhere)

    return reply_to_member_later(context, requester, say, flag=flag)


async def _keep_public(context: HandlerContext, channels: Sequence[str]) -> list[str]:
    """The public ones of the first channels. A private one is not named: not everybody may know that it exists."""
    return [channel for channel in channels[:_MOST_CHANNELS] if (await context.people.find_channel(channel)).public]


def _reply_forbidden(context: HandlerContext, requester: Requester, refusal: Forbidden, flag: str | None) -> Reply:
    async def say(language: str) -> Message:
        public = await _keep_public(context, refusal.other_channels)
        return forbidden_target(language, refusal.reason, refusal.name, public)

    return reply_to_member_later(context, requester, say, flag=flag, target_language=refusal.language)
