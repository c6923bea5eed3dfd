"""Takes an ask in: judges it, stores it, and answers with what to acknowledge and what to start."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.errors import StoreUnavailable
from bot.request.check import CheckRequest, HelpRequest, UsageProblem, parse_check
from bot.store import Ask, State, StoredRun
from handlers.app.access import open_to, refusal
from handlers.app.context import Desk
from handlers.app.messages import broken_target, choices, joined, line, usage, usage_help
from handlers.app.reply import After, Reply, harmless, not_stored, private
from handlers.check.send_dialog import dialog, forbidden
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def accept_text(desk: Desk, asker: Asker) -> Reply:
    """What somebody typed after the command, or a button that stands for it."""
    request = parse_check(asker.text)
    if isinstance(request, HelpRequest):
        return await harmless(desk, asker, usage_help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await harmless(desk, asker, lambda language: usage(problem, language))
    if request.target is not None:
        return await accept_check(desk, asker, request.target, request)
    return await _accept_unnamed(desk, asker, request)


async def _accept_unnamed(desk: Desk, asker: Asker, request: CheckRequest) -> Reply:
    """The channel's last target, else the only one, else a private list."""
    try:
        last = await desk.store.last_target(asker.team_id, asker.channel_id, enterprise_id=asker.enterprise_id)
    except StoreUnavailable:
        return not_stored(desk, asker, request.language)
    names = open_to(desk.targets.current(), asker)
    if last in names:
        return await accept_check(desk, asker, last, request)
    if len(names) == 1:
        return await accept_check(desk, asker, names[0], request)
    if not names:
        return await private(desk, asker, lambda language: line(language, "slack.no_targets"), flag=request.language)
    flags = _flags(request)
    return await private(desk, asker, lambda language: choices(language, names, flags), flag=request.language)


async def accept_check(
    desk: Desk,
    asker: Asker,
    name: str,
    request: CheckRequest,
    *,
    origin: str = "command",
    previous: str | None = None,
    suspects: tuple[str, ...] = (),
    confirmed: bool = False,
) -> Reply:
    """One check of one target. suspects: the causes that an explanation wants confirmed or ruled out.

    confirmed: a person submitted the dialog that stands before a simulated mail.
    """
    refused = await refusal(desk, asker, name, request.language)
    if refused is not None:
        return refused
    target = desk.targets.current().name_of(name) or name
    if request.simulate:
        before = await _before_sending(desk, asker, target, request, confirmed=confirmed)
        if before is not None:
            return before
    ask = Ask(
        run_id=secrets.token_hex(6),
        trigger=asker.trigger,
        enterprise_id=asker.enterprise_id,
        team_id=asker.team_id,
        channel_id=asker.channel_id,
        user_id=asker.user_id,
        target=target,
        only=request.only,
        language=request.language,
        private=request.private,
        previous=previous,
        origin=origin,
        suspects=suspects,
        recipient=request.recipient,
        simulate=request.simulate,
    )
    try:
        accepted = await desk.store.accept(ask)
        running = await desk.store.get(accepted.run.joined_to) if accepted.run.joined_to else None
    except StoreUnavailable:
        log.error("an ask could not be stored")
        return not_stored(desk, asker, request.language)
    if not accepted.created:
        # Slack delivered it twice: the first one is being answered.
        return Reply(asker)
    if accepted.run.state is State.JOINED and running is not None:
        return await _joined(desk, asker, running, request.language)
    return Reply(asker, run=accepted.run, after=_remember(desk, ask))


async def _before_sending(
    desk: Desk, asker: Asker, name: str, request: CheckRequest, *, confirmed: bool
) -> Reply | None:
    """Why no mail is sent yet: the target does not allow it, or nobody has confirmed it."""
    target = desk.targets.current().get(name)
    if target is None:
        # Its configuration was broken a moment ago.
        return await private(desk, asker, lambda language: broken_target(language, name, ()), flag=request.language)
    refused = await forbidden(desk, asker, target, request.language)
    if refused is not None or confirmed:
        return refused
    return dialog(desk, asker, target, replace(request, target=name))


async def _joined(desk: Desk, asker: Asker, running: StoredRun, flag: str | None) -> Reply:
    run = running.ask
    if desk.runner.running(run.run_id):
        desk.joined.setdefault(run.run_id, []).append(asker.user_id)
    else:
        # Its database or its Slack failed it: it is taken up now rather than at the next start.
        try:
            await desk.runner.take_up(running)
        except StoreUnavailable:
            return not_stored(desk, asker, flag)
    seconds = round((datetime.now(UTC) - running.created_at).total_seconds())
    return await private(desk, asker, lambda language: joined(language, run.user_id, seconds), flag=flag)


def _remember(desk: Desk, ask: Ask) -> After | None:
    async def remember(_: ResponseUrl) -> None:
        try:
            await desk.store.remember_target(ask.team_id, ask.channel_id, ask.target, enterprise_id=ask.enterprise_id)
        except StoreUnavailable:
            log.warning("a channel's last target could not be stored")

    return None if ask.private else remember


def _flags(request: CheckRequest) -> str:
    """The flags as typed, in their plain spelling."""
    named = (
        ("lang", request.language),
        ("only", request.only),
        ("to", request.recipient),
        ("send", request.simulate),
    )
    words = [f"{name}:{value}" for name, value in named if value]
    return " ".join([*words, *(["private"] if request.private else [])])
