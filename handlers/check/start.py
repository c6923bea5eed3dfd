"""Accepts a check: decides whether it may start, stores it, and returns what to acknowledge and what to start."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.errors import StoreUnavailable
from bot.request.check import CheckRequest, parse_check
from bot.request.flags import UsageProblem
from bot.request.grammar import HelpRequest
from bot.store import Ask, State, StoredRun
from handlers.app.access import list_open_targets, refusal
from handlers.app.context import HandlerContext
from handlers.app.messages import broken_target, joined_run, line, target_buttons, usage_help, usage_problem
from handlers.app.reply import After, Reply, reply_not_stored, reply_to_anyone, reply_to_member
from handlers.check.send_dialog import open_send_dialog, refuse_send
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def accept_text(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    request = parse_check(requester.text)
    if isinstance(request, HelpRequest):
        return await reply_to_anyone(context, requester, usage_help, flag=request.language)
    if isinstance(request, UsageProblem):
        problem = request
        return await reply_to_anyone(context, requester, lambda language: usage_problem(problem, language))
    if request.target is not None:
        return await accept_check(context, requester, request.target, request)
    return await _accept_unnamed(context, requester, request)


async def _accept_unnamed(context: HandlerContext, requester: Requester, request: CheckRequest) -> Reply:
    """The channel's last target, else the only one, else a private list."""
    try:
        last = await context.store.recall_target(
            requester.team_id, requester.channel_id, enterprise_id=requester.enterprise_id
        )
    except StoreUnavailable:
        return reply_not_stored(context, requester, request.language)
    names = list_open_targets(context.targets.current(), requester)
    if last in names:
        return await accept_check(context, requester, last, request)
    if len(names) == 1:
        return await accept_check(context, requester, names[0], request)
    if not names:
        return await reply_to_member(
            context, requester, lambda language: line(language, "slack.no_targets"), flag=request.language
        )
    flags = request.typed_flags
    return await reply_to_member(
        context, requester, lambda language: target_buttons(language, names, flags), flag=request.language
    )


async def accept_check(
    context: HandlerContext,
    requester: Requester,
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
    refused = await refusal(context, requester, name, request.language)
    if refused is not None:
        return refused
    target = context.targets.current().name_of(name) or name
    if request.simulate:
        before = await _confirm_first(context, requester, target, request, confirmed=confirmed)
        if before is not None:
            return before
    ask = Ask(
        run_id=secrets.token_hex(6),
        trigger=requester.trigger,
        enterprise_id=requester.enterprise_id,
        team_id=requester.team_id,
        channel_id=requester.channel_id,
        user_id=requester.user_id,
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
        accepted = await context.store.accept(ask)
        running = await context.store.get(accepted.run.joined_to) if accepted.run.joined_to else None
    except StoreUnavailable:
        log.error("an ask could not be stored")
        return reply_not_stored(context, requester, request.language)
    if not accepted.created:
        # Slack delivered it a second time; the first one is being answered.
        return Reply(requester)
    if accepted.run.state is State.JOINED and running is not None:
        return await _join(context, requester, running, request.language)
    return Reply(requester, run=accepted.run, after=_remember(context, ask))


async def _confirm_first(
    context: HandlerContext, requester: Requester, name: str, request: CheckRequest, *, confirmed: bool
) -> Reply | None:
    """Why no mail is sent yet: the target does not allow it, or nobody has confirmed it."""
    target = context.targets.current().get(name)
    if target is None:
        # Its configuration was broken a moment ago.
        return await reply_to_member(
            context, requester, lambda language: broken_target(language, name, ()), flag=request.language
        )
    refused = await refuse_send(context, requester, target, request.language)
    if refused is not None or confirmed:
        return refused
    return open_send_dialog(context, requester, target, replace(request, target=name))


async def _join(context: HandlerContext, requester: Requester, running: StoredRun, flag: str | None) -> Reply:
    run = running.ask
    if context.runner.running(run.run_id):
        context.joined.setdefault(run.run_id, []).append(requester.user_id)
    else:
        # It was left because the database or Slack failed. It is taken up now, not only at the next start.
        try:
            await context.runner.take_up(running)
        except StoreUnavailable:
            return reply_not_stored(context, requester, flag)
    seconds = round((datetime.now(UTC) - running.created_at).total_seconds())
    return await reply_to_member(
        context, requester, lambda language: joined_run(language, run.user_id, seconds), flag=flag
    )


def _remember(context: HandlerContext, ask: Ask) -> After | None:
    async def remember(_: ResponseUrl) -> None:
        try:
            await context.store.remember_target(
                ask.team_id, ask.channel_id, ask.target, enterprise_id=ask.enterprise_id
            )
        except StoreUnavailable:
            log.warning("a channel's last target could not be stored")

    return None if ask.private else remember
