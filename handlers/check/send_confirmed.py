"""The dialog that confirms a simulated mail, submitted: now the run is stored and started, once per dialog."""

from __future__ import annotations

from dataclasses import replace

from bot.intake.start import Reason
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.reply import Reply, reply_to_anyone
from handlers.check.send_dialog import decode_request
from handlers.check.start import accept_check
from handlers.slack.requester import SubmittedView


async def start_confirmed(context: HandlerContext, view: SubmittedView) -> Reply:
    """Start the run. Its trigger is the id of the view, so that submitting the same dialog twice starts one run."""
    pending = decode_request(view.metadata)
    if pending is None or pending.request.target is None:
        return await reply_to_anyone(context, view, lambda language: line(language, "slack.send.gone"))
    requester = replace(
        view, channel_id=pending.channel_id, thread_ts=pending.thread_ts, trigger=view.view_id or view.trigger
    )
    return await accept_check(context, requester, pending.request, Reason(confirmed=True))
