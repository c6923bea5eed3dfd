"""The button "Details": all that the card leaves out, below the card or for one person."""

from __future__ import annotations

from bot.render.slack.details import details
from bot.store import StoredRun
from bot.words.report import Report
from handlers.app.context import HandlerContext
from handlers.app.publish import send_in_thread
from handlers.app.reply import Reply
from handlers.check.below_card import is_in_channel, post_once, read_report
from handlers.slack.requester import Requester, is_direct
from handlers.slack.response_url import ResponseUrl


async def send_details(context: HandlerContext, requester: Requester) -> Reply:
    """Send the details to where the button was clicked."""

    async def show(run: StoredRun, report: Report, url: ResponseUrl) -> None:
        direct = is_direct(run.card_channel or "")
        if is_in_channel(requester, run):
            payload = details(report, private=direct, recipient=run.ask.recipient)
            await post_once(context, requester, run, url, payload, kind="details", language=report.language)
        else:
            await send_in_thread(context, requester, url, details(report, private=True))

    return await read_report(context, requester, show)
