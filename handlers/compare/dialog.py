"""The dialog of /ses-compare, filled in: an answer in its place, or what is wrong beside the field that it is in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.compare.diff import compare_snapshots
from bot.compare.parse import Unreadable, parse_snapshots
from bot.compare.snapshot import Snapshot
from bot.core.errors import StoreUnavailable
from bot.core.redact import cut
from bot.languages import LANGUAGES
from bot.render.slack.comparison import FIRST, SECOND, result_view
from bot.request.check import COMMAND
from bot.request.free_text import TextRequest
from bot.words.catalogue import catalogue
from bot.words.comparison import build_comparison, describe_problem
from handlers.app.context import Desk
from handlers.app.reply import Reply
from handlers.compare.compare import NAME_TEXT, PAIR, named, newest, shown, with_stored
from handlers.slack.requester import Asker, SubmittedView
from handlers.slack.requester import read as value_at


async def submitted(desk: Desk, view: SubmittedView) -> Reply:
    """The reply to the dialog; what was pasted stays in it until it can be compared."""
    channel, request = _kept(view.metadata)
    asker = replace(view, channel_id=channel)
    language = await desk.languages.at_once(asker, request.language)
    spoken = language or desk.languages.without_looking(asker, request.language)
    texts = {name: view.typed.get(name, "") for name in (FIRST, SECOND)}
    seen: list[Snapshot] = []
    wrong: dict[str, str] = {}
    for number, name in enumerate((FIRST, SECOND)):
        for each in parse_snapshots(texts[name]) if texts[name].strip() or name == FIRST else ():
            if isinstance(each, Unreadable):
                wrong.setdefault(name, describe_problem(each, named(number, PAIR, spoken), spoken))
            else:
                seen.append(each)
    if wrong or len(seen) > PAIR:
        many = catalogue(spoken)("slack.compare.many", count=len(seen))
        return _refused(asker, wrong or {FIRST if not texts[SECOND].strip() else SECOND: many})
    if len(seen) == PAIR:
        result = compare_snapshots(*seen)
        if not request.public:
            update = result_view(build_comparison(result, spoken))
            return Reply(asker, {"response_action": "update", "view": update})
        return Reply(asker, after=lambda url: shown(desk, asker, result, request, url))
    return await _with_newest(desk, asker, seen[0], request, spoken)


async def _with_newest(desk: Desk, asker: Asker, seen: Snapshot, request: TextRequest, spoken: str) -> Reply:
    """One object was pasted. That a target exists is told only to those who may check it here."""
    say = catalogue(spoken)
    targets = desk.targets.current()
    target = targets.name_of(seen.target)
    other = None
    if target is not None and not targets.refusal(target, asker.channel_id, asker.user_id):
        try:
            other = await newest(desk, asker, target)
        except StoreUnavailable:
            return _refused(asker, {SECOND: say("slack.store_down")})
    if other is None:
        name = cut(seen.target, NAME_TEXT)
        return _refused(asker, {SECOND: say("slack.compare.no_run", target=name, command=f"{COMMAND} {name}")})
    result = compare_snapshots(seen, other)
    return Reply(asker, after=lambda url: with_stored(desk, asker, result, request, url))


def _refused(asker: Asker, errors: Mapping[str, str]) -> Reply:
    return Reply(asker, {"response_action": "errors", "errors": dict(errors)})


def _kept(metadata: str) -> tuple[str, TextRequest]:
    """What the dialog carries: the channel that it was opened in, and the flags."""
    try:
        kept = json.loads(metadata)
    except ValueError:
        kept = {}
    language = value_at(kept, "language")
    public = isinstance(kept, Mapping) and kept.get("public") is True
    return value_at(kept, "channel"), TextRequest("", language if language in LANGUAGES else None, public)
