"""Accepts a check: stores what bot.intake.start plans, and returns what to acknowledge and what to start."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.errors import StoreUnavailable
from bot.intake.start import ConfirmFirst, Duplicate, Join, Reason, SendForbidden, decide_start, plan_check
from bot.request.check import CheckRequest, parse_check
from bot.request.commands import CHECK, SETTINGS
from bot.request.mention import split_verb
from bot.store import Ask, CardPlace, Owner, Preference, StoredRun
from handlers.app.access import TargetList, resolve_target
from handlers.app.context import HandlerContext
from handlers.app.messages import joined_run, usage_help
from handlers.app.reply import After, Reply, reply_not_stored, reply_to_member, reply_to_usage
from handlers.check.send_dialog import offer_send_dialog, open_send_dialog, refuse_send
from handlers.check.settings import answer_settings
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

log = logging.getLogger("ses_check.slack")


async def accept_text(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, or a button whose value stands for what follows it."""
    named = split_verb(requester.text) if requester.command else None
    if named is not None and named[0] is SETTINGS:
        return await answer_settings(context, replace(requester, text=named[1]))
    request = parse_check(named[1] if named is not None and named[0] is CHECK else requester.text)
    if not isinstance(request, CheckRequest):
        return await reply_to_usage(context, requester, request, usage_help)
    return await accept_check(context, requester, request)


async def accept_check(
    context: HandlerContext,
    requester: Requester,
    request: CheckRequest,
    reason: Reason | None = None,
    card: CardPlace | None = None,
) -> Reply:
    """Accept one check of one target. reason: why it is asked; by the command where nothing is said.

    card: the message to change, None for a new one.
    """
    flag = request.language
    offer = TargetList(request.typed_flags)
    target = await resolve_target(context, requester, request.target, flag=flag, offer=offer)
    if isinstance(target, Reply):
        return target
    run_id = secrets.token_hex(6)
    plan = plan_check(target, request, requester.origin, requester.trigger, run_id, reason or Reason())
    if isinstance(plan, SendForbidden):
        return await refuse_send(context, requester, plan, flag)
    if isinstance(plan, ConfirmFirst):
        if not requester.trigger_id:
            return await offer_send_dialog(context, requester, plan)
        return open_send_dialog(context, requester, plan)
    return await _store(context, requester, plan, card)


async def _store(context: HandlerContext, requester: Requester, ask: Ask, card: CardPlace | None) -> Reply:
    try:
        accepted = await context.store.accept(ask, card)
        running = await context.store.get(accepted.run.joined_to) if accepted.run.joined_to else None
    except StoreUnavailable:
        log.error("an ask could not be stored")
        return reply_not_stored(context, requester, ask.language)
    decision = decide_start(accepted, running)
    if isinstance(decision, Duplicate):
        return Reply(requester)
    if isinstance(decision, Join):
        return await _join(context, requester, decision.run, ask.language)
    return Reply(requester, run=decision.run, after=_remember(context, ask) if decision.remember else None)


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


def _remember(context: HandlerContext, ask: Ask) -> After:
    async def remember(_: ResponseUrl) -> None:
        try:
            owner = Owner(ask.enterprise_id, ask.team_id, ask.channel_id)
            await context.store.remember(owner, Preference.LAST_TARGET, ask.target)
        except StoreUnavailable:
            log.warning("a channel's last target could not be stored")

    return remember
