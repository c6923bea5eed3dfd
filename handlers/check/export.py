"""The menu entry "Export": a stored run as a JSON file (docs/json.md) below the card, or as text for one person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.redact import mask
from bot.render.json.report import render
from bot.render.slack.mrkdwn import Line, strong
from bot.render.slack.payload import Payload, contexts, fallback, pack, sections
from bot.render.slack.preformatted import preformatted
from bot.store import StoredRun
from bot.words.catalogue import catalogue
from bot.words.report import Report
from handlers.app.context import HandlerContext
from handlers.app.publish import send_in_thread
from handlers.app.reply import Reply
from handlers.check.below_card import for_place, is_in_channel, no_file, post_file_once, read_report
from handlers.slack.requester import Requester, is_direct
from handlers.slack.response_url import ResponseUrl


async def export_run(context: HandlerContext, requester: Requester) -> Reply:
    """Send the run to where the menu was opened."""

    async def show(run: StoredRun, report: Report, url: ResponseUrl) -> None:
        name = f"ses-check-{report.run_id}.json"
        text = render(for_place(run, report))
        # The values behind the sentences are whole in every report; a channel sees their last four characters.
        direct = is_direct(run.card_channel or "")
        file = (name, text if direct else mask(text))
        if not await post_file_once(context, requester, run, url, file, kind="export", language=report.language):
            notes = [no_file(report.language)] if is_in_channel(requester, run) else []
            await send_in_thread(context, requester, url, _as_message(name, report, notes))

    return await read_report(context, requester, show)


def _as_message(name: str, report: Report, notes: Sequence[Line]) -> Payload:
    head = [strong(name)]
    blocks = [*sections(head), *contexts(notes), *preformatted(render(report))]
    return pack(blocks, [], fallback(head), catalogue(report.language)("card.thread"))
