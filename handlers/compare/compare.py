"""Compares two pasted objects, or one with the newest run of its target in this channel. Nothing is stored."""

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
from bot.request.check import COMMAND
from bot.request.free_text import COMPARE, TextRequest, parse_text
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem
from handlers.app.access import refusal
from handlers.app.context import Desk
from handlers.app.messages import Message, line, said
from handlers.app.modal import show_modal
from handlers.app.publish import show_all, show_one
from handlers.app.reply import Reply, harmless, not_stored
from handlers.explain.explain import at_once
from handlers.slack.private_message import tell
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl

# A run that is older says little of now.
FRESH = timedelta(hours=24)
PAIR = 2
NAME_TEXT = 80


async def compare_text(desk: Desk, asker: Asker) -> Reply:
    """What was typed after the command: two objects, one, or nothing, which opens the dialog."""
    request = parse_text(asker.text, may_be_public=True)
    if request.help:
        return await harmless(desk, asker, _help, flag=request.language)
    if not request.text:
        return Reply(asker, after=lambda url: _open(desk, asker, request, url))
    found = parse_snapshots(request.text)
    seen = [each for each in found if isinstance(each, Snapshot)]
    if len(seen) < len(found) or len(seen) > PAIR:
        return await harmless(desk, asker, lambda language: _useless(found, language), flag=request.language)
    if len(seen) == PAIR:
        return await told(desk, asker, compare_snapshots(*seen), request)
    return await _with_newest(desk, asker, seen[0], request)


async def told(desk: Desk, asker: Asker, result: Comparison, request: TextRequest) -> Reply:
    """The comparison, for one person or for the channel."""
    if not request.public:
        return await at_once(
            desk, asker, lambda language: comparison(build_comparison(result, language)), flag=request.language
        )
    return Reply(asker, after=lambda url: shown(desk, asker, result, request, url))


async def shown(desk: Desk, asker: Asker, result: Comparison, request: TextRequest, url: ResponseUrl) -> None:
    """As `told`, once Slack has its acknowledgement."""
    if request.public:
        language = await desk.languages.channel(asker.user_id, request.language)
        payload = comparison(build_comparison(result, language), asked_by=asker.user_id)
        if await show_all(desk, asker, url, payload):
            return
    language = await desk.languages.private(asker, request.language)
    await show_one(desk, asker, url, comparison(build_comparison(result, language)))


async def newest(desk: Desk, asker: Asker, target: str) -> Snapshot | None:
    """What the last fresh run of a target saw here. The asker's right to it is judged already. Raises StoreUnavailable."""
    stored = await desk.store.newest(
        asker.team_id,
        asker.channel_id,
        asker.user_id,
        target,
        since=datetime.now(UTC) - FRESH,
        enterprise_id=asker.enterprise_id,
    )
    return take_snapshot(stored.result) if stored is not None and stored.result is not None else None


async def _with_newest(desk: Desk, asker: Asker, seen: Snapshot, request: TextRequest) -> Reply:
    refused = await refusal(desk, asker, seen.target, request.language, to_read=True)
    if refused is not None:
        return refused
    target = desk.targets.current().name_of(seen.target) or seen.target
    try:
        other = await newest(desk, asker, target)
    except StoreUnavailable:
        return not_stored(desk, asker, request.language)
    if other is None:
        return await harmless(desk, asker, lambda language: _no_run(target, language), flag=request.language)
    result = compare_snapshots(seen, other)
    return Reply(asker, after=lambda url: with_stored(desk, asker, result, request, url))


async def with_stored(desk: Desk, asker: Asker, result: Comparison, request: TextRequest, url: ResponseUrl) -> None:
    """A comparison with a run of ours: not for other organisations."""
    if closed := await desk.people.closed(asker):
        await tell(desk.slack, asker, url, line(await desk.languages.private(asker, request.language), closed))
    else:
        await shown(desk, asker, result, request, url)


async def _open(desk: Desk, asker: Asker, request: TextRequest, url: ResponseUrl) -> None:
    language = await desk.languages.private(asker, request.language)
    kept = {"channel": asker.channel_id, "public": request.public, "language": request.language or ""}
    await show_modal(desk, asker, url, dialog(language, json.dumps(kept)), language)


def named(number: int, count: int, language: str) -> str:
    """Which of the pasted objects, in words. number: from 0."""
    say = catalogue(language)
    if count == 1:
        return say("slack.compare.object")
    return say("slack.compare.object.first") if number == 0 else say("slack.compare.object.second")


def _useless(found: tuple[Snapshot | Unreadable, ...], language: str) -> Message:
    lines: list[Line] = [
        prose(describe_problem(each, named(number, len(found), language), language))
        for number, each in enumerate(found)
        if isinstance(each, Unreadable)
    ]
    return said(lines) if lines else line(language, "slack.compare.many", count=prose(str(len(found))))


def _no_run(target: str, language: str) -> Message:
    name = cut(target, NAME_TEXT)
    return line(language, "slack.compare.no_run", target=code(name), command=code(f"{COMMAND} {name}"))


def _help(language: str) -> Message:
    probe = code("ses-check probe TARGET --format json")
    return line(language, "slack.compare.help", probe=probe, command=code(COMPARE))
