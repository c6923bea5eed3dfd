"""What buttons add to a run's card: a message or a file in its thread, once, or a private message where that fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.core.channel_mode import ChannelMode
from bot.render.masking import masked
from bot.render.slack.mrkdwn import Line
from bot.render.slack.payload import Payload
from bot.render.slack.sentence import sentence
from bot.store import StoredRun
from bot.words.build import build_report
from bot.words.catalogue import catalogue
from bot.words.report import Report
from handlers.app.choices import read_mode
from handlers.app.context import HandlerContext
from handlers.app.messages import audience_refusal, line
from handlers.app.publish import send_in_thread, send_to_channel
from handlers.app.reply import Reply
from handlers.check.stored_run import read_run
from handlers.slack.client import Answer, Done, Refused, Unsure
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester, is_direct
from handlers.slack.response_url import ResponseUrl
from handlers.slack.retry import persist

log = logging.getLogger("ses_check.slack")

# Seconds to keep trying while somebody waits.
_PATIENCE = 30.0

Show = Callable[[StoredRun, Report, ResponseUrl], Awaitable[None]]


async def read_report(context: HandlerContext, requester: Requester, show: Show) -> Reply:
    """A reply that shows the clicked run by `show`, in the language of the person who clicked."""
    run = await read_run(context, requester)
    if isinstance(run, Reply):
        return run
    stored, result = run, run.result

    async def send(url: ResponseUrl) -> None:
        if result is None:
            return
        flag = stored.ask.language if stored.ask.user_id == requester.user_id else None
        language = await context.languages.for_person(requester, flag, stored.ask.target_language)
        if refusal := await context.people.find_refusal(requester):
            await send_private(context.slack, requester, url, audience_refusal(language, refusal))
            return
        await show(stored, build_report(result, language), url)

    return Reply(requester, after=send)


def is_in_channel(requester: Requester, run: StoredRun) -> bool:
    """True where the click was on the run's own card, below which everybody may read."""
    return bool(run.card_ts) and requester.channel_id == run.card_channel and not requester.ephemeral


async def post_once(
    context: HandlerContext,
    requester: Requester,
    run: StoredRun,
    url: ResponseUrl,
    payload: Payload,
    *,
    kind: str,
    language: str,
) -> None:
    """Post a message below the card, once; a second click gets a private line. kind: such as "details"."""
    key = f"{kind} {run.ask.run_id}"
    if key in context.below_cards:
        await send_private(context.slack, requester, url, line(language, "slack.below.there"))
        return
    context.below_cards[key] = None
    if not await send_to_channel(context, requester, url, payload, await _find_thread(context, requester, run)):
        context.below_cards.pop(key, None)
        await send_in_thread(context, requester, url, payload)


async def post_file_once(
    context: HandlerContext,
    requester: Requester,
    run: StoredRun,
    url: ResponseUrl,
    file: tuple[str, str],
    *,
    kind: str,
    language: str,
) -> bool:
    """Post a file below the card, once. file: its name and text. False where the click was elsewhere or Slack refused it."""
    if not is_in_channel(requester, run):
        return False
    key = f"{kind} {run.ask.run_id}"
    if key in context.below_cards:
        await send_private(context.slack, requester, url, line(language, "slack.below.there"))
        return True
    # Noted before Slack is asked, so that two who click at the same moment get one file.
    context.below_cards[key] = None

    thread = await _find_thread(context, requester, run)

    async def attempt() -> Answer:
        answer = await context.slack.post_file(run.card_channel or "", thread, *file)
        # The file may be there already, so that another attempt could post it twice.
        return Refused(answer.why) if isinstance(answer, Unsure) else answer

    answer = await persist(attempt, _PATIENCE)
    if isinstance(answer, Done):
        return True
    context.below_cards.pop(key, None)
    code = answer.code if isinstance(answer, Refused) else "unreachable"
    log.info("a file was sent as text", extra={"run": run.ask.run_id, "kind": kind, "code": code})
    return False


async def _find_thread(context: HandlerContext, requester: Requester, run: StoredRun) -> str:
    """The thread for what a card leaves out; "" for the channel, where it wants that and the run was not asked in a thread."""
    if run.ask.thread_ts or await read_mode(context.store, requester) is not ChannelMode.ALL_IN_CHANNEL:
        return run.card_thread
    return ""


def no_file(language: str) -> Line:
    """Why a file is shown as text, to the person alone."""
    return sentence(catalogue(language), "slack.below.no_file")


def for_place(run: StoredRun, report: Report) -> Report:
    """The report as people at the card may read it: ids are masked unless it stands in a direct message."""
    return report if is_direct(run.card_channel or "") else masked(report, run.ask.recipient)
