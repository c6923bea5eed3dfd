"""The button "Transcript": the SMTP dialogue of a stored run, as a file below the card or as text for one person."""

from __future__ import annotations

import logging

from bot.core.model import RunResult
from bot.render.masking import masked
from bot.render.slack.sentence import sentence
from bot.render.slack.transcript import transcript
from bot.render.transcript import transcript_file_name, write_transcript
from bot.store import StoredRun
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.report import Report
from handlers.app.context import HandlerContext
from handlers.app.messages import line
from handlers.app.publish import send_in_thread
from handlers.app.reply import Reply
from handlers.check.stored_run import read_run
from handlers.slack.client import Answer, Done, Refused, Unsure
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# Seconds to keep trying while somebody waits.
_PATIENCE = 30.0
_REMEMBERED = 1000


async def send_transcript(context: HandlerContext, requester: Requester) -> Reply:
    """Send the transcript to where the button was clicked."""
    run = await read_run(context, requester)
    if isinstance(run, Reply):
        return run
    stored, result = run, run.result

    async def send(url: ResponseUrl) -> None:
        if result is not None:
            await _send(context, requester, stored, result, url)

    return Reply(requester, after=send)


async def _send(
    context: HandlerContext, requester: Requester, run: StoredRun, result: RunResult, url: ResponseUrl
) -> None:
    flag = run.ask.language if run.ask.user_id == requester.user_id else None
    target = context.targets.current().get(run.ask.target)
    language = await context.languages.for_person(requester, flag, target)
    if refusal := await context.people.find_refusal(requester):
        await send_private(context.slack, requester, url, line(language, refusal))
        return
    report = build_report(result, language)
    here = run.card_ts and requester.channel_id == run.card_channel and not requester.ephemeral
    notes = []
    if here:
        if run.ask.run_id in context.transcripts:
            await send_private(context.slack, requester, url, line(language, "slack.transcript.there"))
            return
        if await _post_file(context, run, report):
            return
        notes.append(sentence(catalogue(language), "slack.transcript.no_file"))
    await send_in_thread(context, requester, url, transcript(report, notes))


async def _post_file(context: HandlerContext, run: StoredRun, report: Report) -> bool:
    """Post the transcript as a file below the card. False where Slack refused."""
    # Noted before Slack is asked, so that two who click at the same moment get one file.
    context.transcripts[run.ask.run_id] = None
    while len(context.transcripts) > _REMEMBERED:
        context.transcripts.popitem(last=False)
    direct = (run.card_channel or "").startswith("D")
    text = write_transcript(report if direct else masked(report))

    async def attempt() -> Answer:
        name = transcript_file_name(report)
        answer = await context.slack.post_file(run.card_channel or "", run.card_ts or "", name, text)
        # The file may be there already, so that another attempt could post it twice.
        return Refused(answer.why) if isinstance(answer, Unsure) else answer

    answer = await persist(attempt, _PATIENCE)
    if isinstance(answer, Done):
        return True
    context.transcripts.pop(run.ask.run_id, None)
    code = answer.code if isinstance(answer, Refused) else "unreachable"
    log.info("a transcript was sent as text, not as a file", extra={"run": run.ask.run_id, "code": code})
    return False
