"""The menu entry "Transcript": the SMTP dialogue of a stored run, as a file below the card or as text for one person."""

from __future__ import annotations

from bot.render.slack.transcript import transcript
from bot.render.transcript import transcript_file_name, write_transcript
from bot.store import StoredRun
from bot.words.report import Report
from handlers.app.context import HandlerContext
from handlers.app.publish import send_in_thread
from handlers.app.reply import Reply
from handlers.check.below_card import for_place, is_in_channel, no_file, post_file_once, read_report
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl


async def send_transcript(context: HandlerContext, requester: Requester) -> Reply:
    """Send the transcript to where the menu was opened."""

    async def show(run: StoredRun, report: Report, url: ResponseUrl) -> None:
        file = (transcript_file_name(report), write_transcript(for_place(run, report)))
        if await post_file_once(context, requester, run, url, file, kind="transcript", language=report.language):
            return
        notes = [no_file(report.language)] if is_in_channel(requester, run) else []
        await send_in_thread(context, requester, url, transcript(report, notes))

    return await read_report(context, requester, show)
