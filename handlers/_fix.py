"""Opens the fix of a stored run, or turns its page."""

from __future__ import annotations

from bot.core.model import RunResult
from bot.render.slack import fix_modal
from bot.store import StoredRun
from bot.words.build import build_report
from handlers._asker import Asker
from handlers._click import readable
from handlers._desk import Desk
from handlers._reply import Reply
from handlers._response_url import ResponseUrl
from handlers._slack import Done, Refused, ask
from handlers._tell import tell
from handlers._words import line

# Slack takes a trigger for three seconds: https://docs.slack.dev/interactivity/handling-user-interaction#payloads
LATE = frozenset({"trigger_expired", "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


async def opened(desk: Desk, asker: Asker) -> Reply:
    """The reply to a click on "Fix", or within the modal on another page."""
    run = await readable(desk, asker)
    if isinstance(run, Reply):
        return run
    stored, result = run, run.result

    async def show(url: ResponseUrl) -> None:
        if result is not None:
            await _show(desk, asker, stored, result, url)

    return Reply(asker, after=show)


async def _show(desk: Desk, asker: Asker, run: StoredRun, result: RunResult, url: ResponseUrl) -> None:
    flag = run.ask.language if run.ask.user_id == asker.user_id else None
    target = desk.targets.current().get(run.ask.target)
    closed = await desk.people.closed(asker)
    language = await desk.languages.private(asker, flag, target)
    if closed:
        await tell(desk.slack, asker, url, line(language, closed))
        return
    pages = fix_modal(build_report(result, language))
    number = asker.text.partition(" ")[2]
    view = pages[min(int(number), len(pages) - 1) if number.isdecimal() else 0]
    web = desk.slack.web
    if asker.view_id:
        answer = await ask(web.views_update(view_id=asker.view_id, view=view))
    else:
        answer = await ask(web.views_open(trigger_id=asker.trigger_id, view=view))
    if not isinstance(answer, Done):
        late = isinstance(answer, Refused) and answer.code in LATE
        await tell(desk.slack, asker, url, line(language, "slack.modal_late" if late else "slack.modal_failed"))
