"""From an explanation to a check that confirms or rules out the causes that it suspects."""

from __future__ import annotations

from dataclasses import replace

from bot.causes import all_causes
from bot.intake.access import list_open_targets
from bot.intake.start import Reason
from bot.request.check import CheckRequest
from handlers.app.access import reply_no_target
from handlers.app.context import HandlerContext
from handlers.app.messages import target_buttons
from handlers.app.reply import Reply, reply_to_member
from handlers.check.start import accept_check
from handlers.slack.requester import Requester

TARGET = "explain_target"


async def offer_targets(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the button "Check it on …", whose value is the suspected codes.

    The only target that may be checked here is checked at once; several are offered.
    """
    names, codes = list_open_targets(context.targets.current(), requester.origin), requester.text
    if not names:
        return reply_no_target(context, requester)
    if len(names) == 1:
        return await check_suspects(context, replace(requester, text=f"{names[0]} {codes}"))
    return await reply_to_member(context, requester, lambda language: target_buttons(language, names, codes, TARGET))


async def check_suspects(context: HandlerContext, requester: Requester) -> Reply:
    """Answer one of those targets, whose value is "<name> <codes>": check it; the card judges the suspected causes."""
    name, *codes = requester.text.split() or [""]
    suspects = tuple(code for code in codes if code in all_causes())
    return await accept_check(context, requester, CheckRequest(name), Reason("explain", suspects=suspects))
