"""Opens the fix of a stored run, or turns its page."""

from __future__ import annotations

from typing import Any

from bot.core.model import RunResult
from bot.render.slack.card import fix_modal
from bot.store import StoredRun
from bot.words.build import build_report
from handlers.app.context import Desk
from handlers.app.modal import open_modal
from handlers.app.reply import Reply
from handlers.check.stored_run import readable
from handlers.slack.requester import Asker
from handlers.slack.response_url import ResponseUrl


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
    number = asker.text.partition(" ")[2]

    def view(language: str) -> dict[str, Any]:
        pages = fix_modal(build_report(result, language))
        return pages[min(int(number), len(pages) - 1) if number.isdecimal() else 0]

    flag = run.ask.language if run.ask.user_id == asker.user_id else None
    await open_modal(desk, asker, url, view, flag=flag, target=desk.targets.current().get(run.ask.target))
