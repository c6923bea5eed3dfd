"""Gives the SMTP dialogue of a stored run: as a file in the card's thread, or to one person as text."""

from __future__ import annotations

import logging

from bot.core.model import RunResult
from bot.render import transcript as transcripts
from bot.render.masking import masked
from bot.render.slack.sentence import sentence
from bot.render.slack.transcript import transcript
from bot.store import StoredRun
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.report import Report
from handlers.app.context import Desk
from handlers.app.messages import line
from handlers.app.publish import show_there
from handlers.app.reply import Reply
from handlers.check.stored_run import readable
from handlers.slack.client import Answer, Done, Refused, Unsure
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# Somebody waits; seconds.
_PATIENCE = 30.0
_REMEMBERED = 1000


async def given(desk: Desk, asker: Asker) -> Reply:
    """The reply to a click on "Transcript"."""
    run = await readable(desk, asker)
    if isinstance(run, Reply):
        return run
    stored, result = run, run.result

    async def give(url: ResponseUrl) -> None:
        if result is not None:
            await _give(desk, asker, stored, result, url)

    return Reply(asker, after=give)


async def _give(desk: Desk, asker: Asker, run: StoredRun, result: RunResult, url: ResponseUrl) -> None:
    flag = run.ask.language if run.ask.user_id == asker.user_id else None
    target = desk.targets.current().get(run.ask.target)
    language = await desk.languages.private(asker, flag, target)
    if closed := await desk.people.closed(asker):
        await tell(desk.slack, asker, url, line(language, closed))
        return
    report = build_report(result, language)
    here = run.card_ts and asker.channel_id == run.card_channel and not asker.ephemeral
    notes = []
    if here:
        if run.ask.run_id in desk.transcripts:
            await tell(desk.slack, asker, url, line(language, "slack.transcript.there"))
            return
        if await _posted(desk, run, report):
            return
        notes.append(sentence(catalogue(language), "slack.transcript.no_file"))
    await show_there(desk, asker, url, transcript(report, notes))


async def _posted(desk: Desk, run: StoredRun, report: Report) -> bool:
    """As a file below the card. False where Slack refused."""
    # Before Slack is asked: two who click at the same moment get one file.
    desk.transcripts[run.ask.run_id] = None
    while len(desk.transcripts) > _REMEMBERED:
        desk.transcripts.popitem(last=False)
    direct = (run.card_channel or "").startswith("D")
    text = transcripts.document(report if direct else masked(report))

    async def attempt() -> Answer:
        name = transcripts.file_name(report)
        answer = await desk.slack.file(run.card_channel or "", run.card_ts or "", name, text)
        # It may stand there already: asked for again, it could stand there twice.
        return Refused(answer.why) if isinstance(answer, Unsure) else answer

    answer = await persist(attempt, _PATIENCE)
    if isinstance(answer, Done):
        return True
    desk.transcripts.pop(run.ask.run_id, None)
    code = answer.code if isinstance(answer, Refused) else "unreachable"
    log.info("a transcript is told, not posted", extra={"run": run.ask.run_id, "code": code})
    return False
