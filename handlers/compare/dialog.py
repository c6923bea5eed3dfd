"""The dialog of /ses-compare, submitted: the answer takes its place, or a mistake is shown beside its field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.compare.diff import compare_snapshots
from bot.compare.parse import Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot
from bot.core.errors import StoreUnavailable
from bot.core.redact import cut
from bot.intake.target_choice import Readable, find_readable
from bot.languages import LANGUAGES
from bot.render.slack.comparison import FIRST, SECOND, result_view
from bot.request.commands import CHECK
from bot.request.free_text import TextRequest
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem
from handlers.app.context import HandlerContext
from handlers.app.reply import Reply
from handlers.compare.compare import (
    NAME_TEXT,
    PAIR,
    find_newest,
    name_object,
    send_comparison,
    send_comparison_with_run,
)
from handlers.slack.requester import Requester, SubmittedView
from handlers.slack.requester import read as value_at


async def answer_dialog(context: HandlerContext, view: SubmittedView) -> Reply:
    """Answer the submitted dialog. It stays open with what was pasted until that can be compared."""
    channel, request = _read_metadata(view.metadata)
    requester = replace(view, channel_id=channel)
    language = await context.languages.known_for_person(requester, request.language)
    spoken = language or context.languages.guess(requester, request.language)
    texts = {name: view.typed.get(name, "") for name in (FIRST, SECOND)}
    seen: list[Snapshot] = []
    wrong: dict[str, str] = {}
    for number, name in enumerate((FIRST, SECOND)):
        for each in parse_snapshots(texts[name]) if texts[name].strip() or name == FIRST else ():
            if isinstance(each, Unreadable):
                wrong.setdefault(name, describe_problem(each, name_object(number, PAIR, spoken), spoken))
            else:
                seen.append(each)
    if wrong or len(seen) > PAIR:
        many = catalogue(spoken)("slack.compare.many", count=len(seen))
        return _refused(requester, wrong or {FIRST if not texts[SECOND].strip() else SECOND: many})
    if len(seen) == PAIR:
        result = compare_snapshots(*seen)
        if not request.public:
            update = result_view(build_comparison(result, spoken))
            return Reply(requester, {"response_action": "update", "view": update})
        return Reply(requester, after=lambda url: send_comparison(context, requester, result, request, url))
    return await _compare_with_newest(context, requester, seen[0], request, spoken)


async def _compare_with_newest(
    context: HandlerContext, requester: Requester, seen: Snapshot, request: TextRequest, spoken: str
) -> Reply:
    """Compare one pasted result with the newest run. Only people who may check the target here learn that it exists."""
    say = catalogue(spoken)
    found = find_readable(context.targets.current(), requester.origin, seen.target)
    other = None
    if isinstance(found, Readable):
        try:
            other = await find_newest(context, requester, found.name)
        except StoreUnavailable:
            return _refused(requester, {SECOND: say("slack.store_down")})
    if other is None:
        name = cut(seen.target, NAME_TEXT)
        return _refused(requester, {SECOND: say("slack.compare.no_run", target=name, command=f"{CHECK.name} {name}")})
    result = compare_snapshots(seen, other)
    return Reply(requester, after=lambda url: send_comparison_with_run(context, requester, result, request, url))


def _refused(requester: Requester, errors: Mapping[str, str]) -> Reply:
    return Reply(requester, {"response_action": "errors", "errors": dict(errors)})


def _read_metadata(metadata: str) -> tuple[str, TextRequest]:
    """What the dialog carries: the channel in which it was opened, and the flags that were typed."""
    try:
        kept = json.loads(metadata)
    except ValueError:
        kept = {}
    language = value_at(kept, "language")
    public = isinstance(kept, Mapping) and kept.get("public") is True
    return value_at(kept, "channel"), TextRequest("", language if language in LANGUAGES else None, public)
