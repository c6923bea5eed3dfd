"""Compares two pasted results, or one with the newest run of its target in this channel. Nothing is stored."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot.compare.diff import Comparison, compare_snapshots
from bot.compare.parse import Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot, take_snapshot
from bot.core.errors import StoreUnavailable
from bot.core.redact import cut
from bot.render.slack.comparison import comparison, dialog
from bot.render.slack.mrkdwn import Line, code, prose
from bot.request.commands import CHECK, COMPARE
from bot.request.flags import LANG
from bot.request.free_text import TextRequest, parse_text
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem
from handlers.app.access import resolve_readable
from handlers.app.answer_now import answer_now
from handlers.app.context import HandlerContext
from handlers.app.messages import Message, audience_refusal, join_lines, line
from handlers.app.modal import show_modal
from handlers.app.publish import send_to_channel, send_to_person
from handlers.app.reply import Reply, reply_not_stored, reply_to_anyone
from handlers.slack.private_message import send_private
from handlers.slack.requester import Requester
from handlers.slack.response_url import ResponseUrl

# An older run is not compared with.
FRESH = timedelta(hours=24)
PAIR = 2
NAME_TEXT = 80


async def compare_text(context: HandlerContext, requester: Requester) -> Reply:
    """Answer the command, which two results follow, or one, or none: that opens the dialog."""
    request = parse_text(requester.text, COMPARE)
    if request.help:
        return await reply_to_anyone(context, requester, _help, flag=request.language)
    if not request.text:
        return Reply(requester, after=lambda url: _open_dialog(context, requester, request, url))
    found = parse_snapshots(request.text)
    seen = [each for each in found if isinstance(each, Snapshot)]
    if len(seen) < len(found) or len(seen) > PAIR:
        return await reply_to_anyone(
            context, requester, lambda language: _explain_unreadable(found, language), flag=request.language
        )
    if len(seen) == PAIR:
        return await reply_with(context, requester, compare_snapshots(*seen), request)
    return await _compare_with_newest(context, requester, seen[0], request)


async def reply_with(context: HandlerContext, requester: Requester, result: Comparison, request: TextRequest) -> Reply:
    """A reply with the comparison, for one person, or for the channel where `public` was typed."""
    if not request.public:
        return await answer_now(
            context, requester, lambda language: comparison(build_comparison(result, language)), flag=request.language
        )
    return Reply(requester, after=lambda url: send_comparison(context, requester, result, request, url))


async def send_comparison(
    context: HandlerContext, requester: Requester, result: Comparison, request: TextRequest, url: ResponseUrl
) -> None:
    """Send the comparison to one person, or to the channel where `public` was typed."""
    if request.public:
        language = await context.languages.for_channel(requester, request.language)
        name = await context.people.find_name(requester.user_id)
        payload = comparison(build_comparison(result, language), asked_by=name)
        if await send_to_channel(context, requester, url, payload):
            return
    language = await context.languages.for_person(requester, request.language)
    await send_to_person(context, requester, url, comparison(build_comparison(result, language)))


async def find_newest(context: HandlerContext, requester: Requester, target: str) -> Snapshot | None:
    """The last run of a target here, if it is younger than a day. Whether this person may see it was decided before.

    Raises StoreUnavailable.
    """
    stored = await context.store.find_newest(
        requester.team_id,
        requester.channel_id,
        requester.user_id,
        target,
        since=datetime.now(UTC) - FRESH,
        enterprise_id=requester.enterprise_id,
    )
    return take_snapshot(stored.result) if stored is not None and stored.result is not None else None


async def _compare_with_newest(
    context: HandlerContext, requester: Requester, seen: Snapshot, request: TextRequest
) -> Reply:
    target = await resolve_readable(context, requester, requester.origin, seen.target, flag=request.language)
    if isinstance(target, Reply):
        return target
    try:
        other = await find_newest(context, requester, target)
    except StoreUnavailable:
        return reply_not_stored(context, requester, request.language)
    if other is None:
        return await reply_to_anyone(
            context, requester, lambda language: _say_no_run(target, language), flag=request.language
        )
    result = compare_snapshots(seen, other)
    return Reply(requester, after=lambda url: send_comparison_with_run(context, requester, result, request, url))


async def send_comparison_with_run(
    context: HandlerContext, requester: Requester, result: Comparison, request: TextRequest, url: ResponseUrl
) -> None:
    """As `send_comparison`, for a comparison with a stored run, which people of other organisations do not get."""
    if refusal := await context.people.find_refusal(requester):
        language = await context.languages.for_person(requester, request.language)
        await send_private(context.slack, requester, url, audience_refusal(language, refusal))
    else:
        await send_comparison(context, requester, result, request, url)


async def _open_dialog(context: HandlerContext, requester: Requester, request: TextRequest, url: ResponseUrl) -> None:
    language = await context.languages.for_person(requester, request.language)
    kept = {"channel": requester.channel_id, "public": request.public, "language": request.language or ""}
    await show_modal(context, requester, url, dialog(language, json.dumps(kept)), language)


def name_object(number: int, count: int, language: str) -> str:
    """Words for one of the pasted results. number: from 0. count: of the pasted results."""
    say = catalogue(language)
    if count == 1:
        return say("slack.compare.object")
    return say("slack.compare.object.first") if number == 0 else say("slack.compare.object.second")


def _explain_unreadable(found: tuple[Snapshot | Unreadable, ...], language: str) -> Message:
    lines: list[Line] = [
        prose(describe_problem(each, name_object(number, len(found), language), language))
        for number, each in enumerate(found)
        if isinstance(each, Unreadable)
    ]
    return join_lines(lines) if lines else line(language, "slack.compare.many", count=prose(str(len(found))))


def _say_no_run(target: str, language: str) -> Message:
    name = cut(target, NAME_TEXT)
    return line(language, "slack.compare.no_run", target=code(name), command=code(f"{CHECK.name} {name}"))


def _help(language: str) -> Message:
    probe = code("ses-check probe TARGET --format json")
    return line(language, "slack.compare.help", probe=probe, command=code(COMPARE.name), lang=code(LANG.syntax))
